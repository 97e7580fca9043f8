package azalai.load;

import azalai.protocol.LoadRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then, from a session of its own, for whom a session waits: a lock of the table, of a row, of a row it
 * refers to. Once the wait has timed out nobody can tell any more. A load that merges within the first moments
 * does not pay for it.
 */
final class LockWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LockWatch.class);
    /** Before PostgreSQL looks for deadlocks, which is after a second. */
    private static final long LOOK_MILLIS = 400;

    private static final int SHOWN = 60;

    private final LoadRequest request;
    private final int process;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread watch = new Thread(task, "azalai-lock-watch");
        watch.setDaemon(true);
        return watch;
    });
    private volatile Connection connection;
    private volatile String holder = "another session";

    /** Watches from now on whom this session waits for. */
    LockWatch(LoadRequest request, Connection watched) throws SQLException {
        this.request = request;
        try (PreparedStatement query = watched.prepareStatement("SELECT pg_backend_pid()")) {
            ResultSet row = query.executeQuery();
            row.next();
            process = row.getInt(1);
        }
        // Twice within the shortest wait.
        long pause = Math.max(1, Math.min(LOOK_MILLIS, request.lockTimeoutMillis() / 3));
        thread.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            if (connection == null) {
                connection = Database.open(request, "azalai lock watch of " + request.table());
            }
            try (PreparedStatement query = connection.prepareStatement("""
                    SELECT a.pid, coalesce(nullif(a.application_name, ''), a.usename, ''), coalesce(a.query, '')
                    FROM unnest(pg_blocking_pids(?)) AS blocking JOIN pg_stat_activity a ON a.pid = blocking LIMIT 1""")) {
                query.setInt(1, process);
                ResultSet row = query.executeQuery();
                if (row.next()) {
                    String statement = row.getString(3).lines().findFirst().orElse("");
                    holder = "PostgreSQL process " + row.getInt(1) + " (\"" + row.getString(2) + "\": "
                            + (statement.length() <= SHOWN ? statement : statement.substring(0, SHOWN) + "…") + ")";
                }
            }
        } catch (SQLException | RuntimeException e) {
            // Only the name of a holder is at stake; the load's own session fails by itself.
            LOG.debug("For whom the load waits cannot be told", e);
        }
    }

    /** The sentence for a lock that was not had in time, or only by giving up the load. */
    Refusal refusal(SQLException e) {
        String what = SqlState.DEADLOCK.is(e)
                ? "The load of table " + request.table() + " and " + holder + " waited for each other"
                : "Table " + request.table() + ", or a row that the load needs, has been locked for longer than "
                        + request.lockTimeoutMillis() / 1000.0 + " s by " + holder;
        return new Refusal(
                what
                        + ", so the load was given up and changed nothing: let that session commit or end it, then run again",
                e);
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            // A look takes milliseconds; one that hangs, since the server is gone, ends with this process.
            thread.awaitTermination(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.debug("The session that watched for locks could not be closed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
