package azalai.cli;

import azalai.error.Failure;
import azalai.service.servers.Addresses;
import azalai.service.servers.EmbeddedServers.Running;
import azalai.service.servers.EmbeddedServers.Server;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts embedded servers again that end under an application that needs them: a few times, and says so. */
final class ServerWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerWatch.class);
    private static final int MOST = 5;
    private static final Duration WITHIN = Duration.ofMinutes(10);

    private final Session session;
    private final Set<Server> servers;
    private final Addresses addresses;
    private final Deque<Long> deaths = new ArrayDeque<>();
    private final Thread thread = new Thread(this::watch, "server-watch");
    private volatile boolean closed;
    private volatile String failure;

    private ServerWatch(Session session, Set<Server> servers, Running running) {
        this.session = session;
        this.servers = servers;
        this.addresses = running.addresses();
        thread.setDaemon(true);
    }

    /** Watches those of the servers that are embedded and run; nothing if there are none. */
    static ServerWatch of(Session session, Set<Server> wanted) {
        Set<Server> embedded = session.embedded(wanted);
        Optional<Running> running =
                embedded.isEmpty() ? Optional.empty() : session.servers().running();
        ServerWatch watch = new ServerWatch(session, embedded, running.orElse(new Running(null, 0, false, null)));
        if (running.isPresent()) {
            watch.thread.start();
        }
        return watch;
    }

    /** Why it gave up; empty as long as it has not. */
    Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    private void watch() {
        try {
            while (!closed && failure == null) {
                Optional<ProcessHandle> process =
                        session.servers().running().map(Running::pid).flatMap(ProcessHandle::of);
                if (process.isPresent()) {
                    process.get().onExit().join();
                }
                if (!closed) {
                    again();
                }
            }
        } catch (RuntimeException e) {
            LOG.error("The embedded servers cannot be watched", e);
            failure = "The embedded servers are no longer watched: " + e.getMessage();
        }
    }

    private void again() {
        long now = System.nanoTime();
        deaths.removeIf(death -> now - death > WITHIN.toNanos());
        deaths.add(now);
        if (deaths.size() > MOST) {
            failure = "The embedded servers ended %d times within %d minutes: see log/services.log in %s."
                    .formatted(deaths.size(), WITHIN.toMinutes(), session.data().folder());
            return;
        }
        Terminal.progress("the embedded servers ended by themselves: starting them again (%d of %d)"
                .formatted(deaths.size(), MOST));
        try {
            // Each further try waits twice as long, from half a second on.
            Thread.sleep(250L << deaths.size());
            Addresses found = session.servers().locked()
                    ? session.settled(servers).map(Running::addresses).orElse(addresses)
                    : session.start(servers, true);
            if (!found.equals(addresses)) {
                failure = "The embedded servers came back at other addresses: another program took their ports.";
            } else {
                Terminal.progress("the embedded servers are back");
            }
        } catch (Failure e) {
            LOG.error("The embedded servers did not start again", e);
            Terminal.progress("the embedded servers did not start: " + e.getMessage());
        } catch (InterruptedException e) {
            // Only close() does that: nobody needs them any more.
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
