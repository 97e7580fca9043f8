package azalai.load;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The errors of PostgreSQL that the load has an answer to. */
enum SqlState {
    LOCK_NOT_AVAILABLE("55P03"),
    DEADLOCK("40P01"),
    UNDEFINED_TABLE("42P01"),
    UNDEFINED_SCHEMA("3F000"),
    UNIQUE_VIOLATION("23505");

    /** The states that {@link #blamesRow} a row, as a regular expression of Java's and of PostgreSQL's. */
    static final String BLAMES_ROW = "^(22...|23...|44...|54...|P0001)$";

    private static final int SHOWN = 400;

    private final String code;

    SqlState(String code) {
        this.code = code;
    }

    boolean is(SQLException e) {
        return code.equals(e.getSQLState());
    }

    /** What the server said, in one line. */
    static String message(SQLException e) {
        if (e instanceof PSQLException && ((PSQLException) e).getServerErrorMessage() != null) {
            ServerErrorMessage server = ((PSQLException) e).getServerErrorMessage();
            return message(server.getMessage(), server.getDetail());
        }
        return e.getMessage();
    }

    /** A message of the server's with its detail, in one line; {@code detail} may be null or empty. */
    static String message(String said, String detail) {
        String message = detail == null || detail.isEmpty() ? said : said + ": " + detail;
        return message.length() <= SHOWN ? message : message.substring(0, SHOWN) + "…";
    }

    /** Whether the session is gone (class 08), or the server ended it (57P01 to 57P03). */
    static boolean connectionLost(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P0"));
    }

    /**
     * Whether the row is at fault, not the statement or the server: data (22), a constraint (23), a check option (44), a
     * size limit such as an index entry's (54), or a trigger's own RAISE (P0001).
     */
    static boolean blamesRow(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().matches(BLAMES_ROW);
    }
}
