package azalai.embedded;

import azalai.protocol.ParentWatch;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When to stop: a signal, the end of the life line, or a server that gives up.
 *
 * <p>With a life line a signal alone does not stop the servers. Ctrl-C reaches every process of the terminal, and the
 * application needs its servers to end its own work; it cuts the line when it is done.
 */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    /** How long after a signal the application may keep its servers. */
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final CountDownLatch lineCut;
    private final CountDownLatch finished = new CountDownLatch(1);

    /**
     * @param lifeLine its end is an order to stop
     * @param stopTime how long the JVM waits for {@link #finished} after a signal
     */
    Shutdown(Optional<InputStream> lifeLine, Duration stopTime) {
        lineCut = new CountDownLatch(lifeLine.isPresent() ? 1 : 0);
        lifeLine.ifPresent(line -> ParentWatch.on(line, () -> {
            lineCut.countDown();
            end.complete(null);
        }));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> onSignal(stopTime), "stop"));
    }

    private void onSignal(Duration stopTime) {
        try {
            if (!end.isDone() && finished.getCount() > 0 && !lineCut.await(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("Stopping: {} s after a signal the application still holds its end", GRACE.toSeconds());
            }
            end.complete(null);
            if (!finished.await(stopTime.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("The servers did not stop within {} s", stopTime.toSeconds());
            }
        } catch (InterruptedException e) {
            LOG.warn("Interrupted while stopping", e);
        }
    }

    /** Stops because a server gave up; the first reason counts. */
    void fail(ServiceFailure failure) {
        end.completeExceptionally(failure);
    }

    /**
     * Waits until it is time to stop.
     *
     * @throws ServiceFailure when a server gave up
     */
    void await() {
        try {
            end.join();
        } catch (CompletionException e) {
            throw ServiceFailure.of("A server gave up", e);
        }
    }

    /** Says that everything is stopped. */
    void finished() {
        finished.countDown();
    }
}
