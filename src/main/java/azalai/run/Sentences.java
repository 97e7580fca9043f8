package azalai.run;

import azalai.Failure;
import azalai.database.Database;
import java.sql.SQLException;

/** Any failure as one sentence for a person; the whole of it is for the log. */
public final class Sentences {
    private Sentences() {}

    /** The sentence of the failure's nearest cause that has one, else what the innermost cause says. */
    public static String of(Throwable failure) {
        Throwable innermost = failure;
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof Failure) {
                return e.getMessage();
            }
            if (e instanceof SQLException sql) {
                return Database.failure(sql).getMessage();
            }
            innermost = e;
        }
        String message = innermost.getMessage() == null
                ? "no message"
                : innermost.getMessage().strip().replaceAll("\\s*\\R\\s*", "; ");
        return innermost.getClass().getSimpleName() + ": " + message;
    }
}
