package azalai.it;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * A lock on a table, held by the test: readers pass, the first statement that would write to it waits, and with it the
 * product stands still at a place that is known.
 */
final class Obstacle implements AutoCloseable {
    private final Connection connection;
    private final Connection observer;

    /** Locks the table for all who write. */
    Obstacle(Azalai azalai, String table) throws SQLException {
        connection = azalai.database();
        observer = azalai.database();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
        }
    }

    /**
     * Waits until a session stands before the obstacle.
     *
     * @param application how its name in pg_stat_activity begins
     * @param statement a part of the statement it waits with
     */
    void awaitBlocked(String application, String statement) {
        await("a session '%s' waiting with '%s'".formatted(application, statement))
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> blocked(application, statement) > 0);
    }

    private long blocked(String application, String statement) throws SQLException {
        try (PreparedStatement query = observer.prepareStatement("""
                SELECT count(*) FROM pg_stat_activity
                WHERE wait_event_type = 'Lock' AND application_name LIKE ? || '%' AND query LIKE '%' || ? || '%'""")) {
            query.setString(1, application);
            query.setString(2, statement);
            ResultSet row = query.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    /** Ends the sessions that wait here, as PostgreSQL does when it notices that their client is gone. */
    void dropBlocked() throws SQLException {
        try (Statement statement = observer.createStatement()) {
            statement.execute("""
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE wait_event_type = 'Lock' AND application_name LIKE 'azalai%'""");
        }
        await("nobody waits")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> blocked("azalai", "") == 0);
    }

    /** Clears the way; also when the server is gone. */
    @Override
    public void close() throws SQLException {
        try (connection;
                observer) {
            if (connection.isValid(5)) {
                connection.rollback();
            }
        }
    }
}
