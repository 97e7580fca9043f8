package azalai.error;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** What a failed statement says, as a sentence, and what kind of failure it is. */
public final class SqlFailures {
    private static final String DUPLICATE = "23505";

    private SqlFailures() {}

    /** Whether a statement failed since a row of that key exists. */
    public static boolean isDuplicate(Failure failure) {
        return failure.getCause() instanceof SQLException e && DUPLICATE.equals(e.getSQLState());
    }

    /** Whether the statement itself is wrong, or names what is not there: another attempt would only meet it again. */
    public static boolean isWrongStatement(SQLException e) {
        return e.getSQLState() != null
                && (e.getSQLState().startsWith("42") || e.getSQLState().startsWith("3F"));
    }

    /** Whether the server is out of reach, or takes nobody in. */
    public static boolean isUnreachable(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLTransientConnectionException
                || state != null && (state.startsWith("08") || state.startsWith("57P") || state.startsWith("53"));
    }

    /** The failure of a statement as one sentence. */
    public static Failure of(SQLException e) {
        if (e instanceof SQLTransientConnectionException && e.getCause() != null) {
            return new Failure("PostgreSQL cannot be reached: " + oneLine(e.getCause()) + ".", e);
        }
        return new Failure("PostgreSQL says: " + oneLine(e) + ".", e);
    }

    /** What it says, on one line and without its full stop. */
    public static String oneLine(Throwable e) {
        String message = (e.getMessage() == null ? "it gives no reason" : e.getMessage())
                .strip()
                .replaceAll("\\s*\\R\\s*", "; ");
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    /** Why nobody is let in, at an address whose query stays out of the sentence. */
    public static Failure connect(String url, String user, Throwable cause, Throwable whole) {
        String address = url.replaceFirst("[?].*", "");
        String state = cause instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
        if (state.startsWith("28")) {
            return new Failure(
                    "PostgreSQL at %s does not let user '%s' in: check postgres.user and postgres.password."
                            .formatted(address, user),
                    whole);
        }
        if (state.startsWith("3D")) {
            return new Failure(
                    "PostgreSQL at %s has no such database: make it, or correct postgres.url.".formatted(address),
                    whole);
        }
        if (state.startsWith("08")) {
            return new Failure(
                    "PostgreSQL at %s cannot be reached: check postgres.url, and that the server runs."
                            .formatted(address),
                    whole);
        }
        return new Failure(
                "PostgreSQL at %s does not let user '%s' in: %s.".formatted(address, user, oneLine(cause)), whole);
    }
}
