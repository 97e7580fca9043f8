package azalai.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Breaks off an attempt of a task that takes longer than its pipeline allows. */
final class TaskLimit {
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "task-timeouts");
        thread.setDaemon(true);
        return thread;
    });

    private final Run run;
    private Thread thread = Thread.currentThread();
    private final Future<?> strike;
    private boolean over;
    private boolean struck;

    private TaskLimit(Run run, Duration limit) {
        this.run = run;
        this.strike = limit == null ? null : CLOCK.schedule(this::strike, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The attempt begins on this thread; {@code limit} null = it may take for ever. */
    static TaskLimit of(Run run, Duration limit) {
        return new TaskLimit(run, limit);
    }

    /** The attempt goes on, on this thread. @return whether it may */
    synchronized boolean goesOn() {
        thread = Thread.currentThread();
        return !struck;
    }

    private synchronized void strike() {
        if (!over) {
            struck = true;
            run.threads().breakOff(thread);
        }
    }

    /** The attempt is over. @return whether it was broken off */
    synchronized boolean stop() {
        over = true;
        if (strike != null) {
            strike.cancel(false);
        }
        return struck;
    }
}
