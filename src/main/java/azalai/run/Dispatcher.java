package azalai.run;

import azalai.error.Sentences;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Claims queued runs as long as there are any, and looks again when told so, or after a second for those of others. */
final class Dispatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final Supplier<Optional<Runnable>> next;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = new Thread(this::dispatch, "dispatcher");
    private volatile boolean closed;

    /** @param next claims a run and gives what executes it; empty if there is none to claim */
    Dispatcher(Supplier<Optional<Runnable>> next) {
        this.next = next;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Something was queued, or a pipeline has no run under way any more. */
    void wake() {
        news.release();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    private void dispatch() {
        while (!closed) {
            try {
                Optional<Runnable> run = next.get();
                while (run.isPresent()) {
                    Thread thread = new Thread(run.get(), "run");
                    thread.start();
                    run = closed ? Optional.empty() : next.get();
                }
            } catch (RuntimeException e) {
                LOG.warn("No queued run can be claimed now: {}", Sentences.of(e), e);
            }
            try {
                news.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                news.drainPermits();
            } catch (InterruptedException e) {
                // Only close() does that, and it has set closed.
                LOG.debug("No more runs are claimed", e);
            }
        }
    }

    /** Claims nothing more; returns when nothing is being claimed. */
    @Override
    public void close() {
        closed = true;
        wake();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
