package azalai.embedded;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The servers that were asked for: started together, stopped one after the other in the order given. */
final class ServerGroup {
    private static final Logger LOG = LoggerFactory.getLogger(ServerGroup.class);

    private final List<Server> servers;
    private final PrintStream progress;

    ServerGroup(List<Server> servers, PrintStream progress) {
        this.servers = servers;
        this.progress = progress;
    }

    /**
     * @return the addresses of all
     * @throws ServiceFailure of the first that failed, after the others have started or failed too: one that is half up
     *     cannot be stopped in order
     */
    Map<String, String> start() {
        List<CompletableFuture<Map<String, String>>> starts = new ArrayList<>();
        for (Server server : servers) {
            CompletableFuture<Map<String, String>> start = new CompletableFuture<>();
            starts.add(start);
            new Thread(() -> complete(start, server), "start " + server.name()).start();
        }
        Map<String, String> addresses = new TreeMap<>();
        ServiceFailure failure = null;
        for (CompletableFuture<Map<String, String>> start : starts) {
            try {
                addresses.putAll(start.join());
            } catch (CompletionException e) {
                failure = failure == null ? ServiceFailure.of("The servers did not start", e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return addresses;
    }

    private void complete(CompletableFuture<Map<String, String>> start, Server server) {
        long begin = System.nanoTime();
        try {
            Map<String, String> addresses = server.start();
            progress.printf(Locale.ROOT, "%s is up after %.1f s%n", server.name(), (System.nanoTime() - begin) / 1e9);
            start.complete(addresses);
        } catch (Throwable e) { // also of the servers' own errors: nobody else would tell
            LOG.error("{} did not start", server.name(), e);
            start.completeExceptionally(ServiceFailure.of(server.name() + " did not start", e));
        }
    }

    /** Stops what was started; a server that cannot be stopped does not keep the others from it. */
    void stop(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        for (Server server : servers) {
            try {
                server.stop(Duration.ofNanos(Math.max(Duration.ofSeconds(2).toNanos(), end - System.nanoTime()))
                        .dividedBy(2));
            } catch (Exception e) {
                LOG.error("{} did not stop in order", server.name(), e);
            }
        }
    }
}
