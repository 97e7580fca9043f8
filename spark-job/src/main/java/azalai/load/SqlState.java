package azalai.load;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** The errors of PostgreSQL that the load has an answer to. */
enum SqlState {
    LOCK_NOT_AVAILABLE("55P03"),
    UNIQUE_VIOLATION("23505");

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
            String detail = server.getDetail();
            String message = detail == null ? server.getMessage() : server.getMessage() + ": " + detail;
            return message.length() <= SHOWN ? message : message.substring(0, SHOWN) + "…";
        }
        return e.getMessage();
    }

    /**
     * Whether the row is at fault, not the statement or the server: data (22), a constraint (23), a check option (44), a
     * size limit such as an index entry's (54), or a trigger's own RAISE (P0001).
     */
    static boolean blamesRow(SQLException e) {
        String state = e.getSQLState();
        return state != null
                && (state.startsWith("22")
                        || state.startsWith("23")
                        || state.startsWith("44")
                        || state.startsWith("54")
                        || state.equals("P0001"));
    }
}
