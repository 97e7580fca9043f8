package azalai.run;

import azalai.database.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a pipeline at a time, on whatever application: PostgreSQL's advisory locks, held by a session and gone
 * with it, however the application ends.
 */
public final class RunLocks {
    /** A lock that is held until it is closed. */
    public interface Held extends AutoCloseable {
        @Override
        void close();
    }

    private static final Logger LOG = LoggerFactory.getLogger(RunLocks.class);
    /** The first of the lock's two keys, the letters "azru": loads of tables lock under another. */
    private static final int SPACE = 0x617a7275;

    private final Database database;

    /** Locks in this database. */
    public RunLocks(Database database) {
        this.database = database;
    }

    /** The pipeline's lock; empty if somebody holds it. */
    Optional<Held> take(String pipeline) {
        Connection connection = database.connection();
        try {
            if (ask(connection, "SELECT pg_try_advisory_lock(?, hashtext(?))", pipeline)) {
                return Optional.of(() -> release(connection, pipeline));
            }
            connection.close();
            return Optional.empty();
        } catch (SQLException e) {
            throw Database.failure(e);
        }
    }

    /** The pipeline's lock; waits for whoever holds it. @throws azalai.Failure if the wait is interrupted */
    Held await(String pipeline) {
        Connection connection = database.connection();
        try {
            ask(connection, "SELECT pg_advisory_lock(?, hashtext(?)) IS NOT NULL", pipeline);
            return () -> release(connection, pipeline);
        } catch (SQLException e) {
            throw Database.failure(e);
        }
    }

    private static void release(Connection connection, String pipeline) {
        try (connection) {
            ask(connection, "SELECT pg_advisory_unlock(?, hashtext(?))", pipeline);
        } catch (SQLException e) {
            LOG.warn("The session that held the lock of {} is gone, and the lock with it", pipeline, e);
        }
    }

    private static boolean ask(Connection connection, String sql, String pipeline) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, SPACE);
            statement.setString(2, pipeline);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }
}
