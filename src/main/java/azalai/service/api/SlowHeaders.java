package azalai.service.api;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections whose request line and headers come too slowly. Jetty's idle time-out begins anew with every byte, and
 * its minimum data rate is for bodies only.
 */
final class SlowHeaders extends AbstractLifeCycle implements Connection.Listener {
    private static final Duration WITHIN = Duration.ofSeconds(10);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** How a connection stood between two requests, and since when more has come that is no whole request yet. */
    private static final class Seen {
        private long requests;
        private long bytes;
        private long since;
    }

    private final Server server;
    private final Map<Connection, Seen> connections = new ConcurrentHashMap<>();
    private volatile Scheduler.Task next;

    SlowHeaders(Server server) {
        this.server = server;
    }

    @Override
    protected void doStart() {
        next = server.getScheduler().schedule(this::look, LOOK_EVERY);
    }

    @Override
    protected void doStop() {
        next.cancel();
    }

    @Override
    public void onOpened(Connection connection) {
        connections.put(connection, new Seen());
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    private void look() {
        long now = System.nanoTime();
        connections.forEach((connection, seen) -> look(connection, seen, now));
        if (isRunning()) {
            next = server.getScheduler().schedule(this::look, LOOK_EVERY);
        }
    }

    private static void look(Connection connection, Seen seen, long now) {
        long requests = connection.getMessagesIn();
        long bytes = connection.getBytesIn();
        if (requests != seen.requests || requests != connection.getMessagesOut()) {
            // A request came, or is being answered: what came until now was its own.
            seen.requests = requests;
            seen.bytes = bytes;
            seen.since = 0;
        } else if (bytes != seen.bytes && seen.since == 0) {
            seen.since = now;
        } else if (seen.since != 0 && now - seen.since > WITHIN.toNanos()) {
            connection
                    .getEndPoint()
                    .close(new TimeoutException("The headers took longer than %d s.".formatted(WITHIN.toSeconds())));
        }
    }
}
