package azalai.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C and SIGTERM: asks the command to stop and gives it time to end in its own order. Java answers the signal's
 * exit code, 130 for Ctrl-C.
 */
final class StopSignal implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static volatile boolean came;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;
    private volatile Runnable stop;
    private volatile boolean asked;

    /** Until {@link #stopBy} says otherwise a signal interrupts the thread that asks: what is starting starts no further. */
    StopSignal() {
        Thread starting = Thread.currentThread();
        stop = () -> {
            Terminal.progress("stopping");
            starting.interrupt();
        };
        hook = new Thread(this::onSignal, "stop-signal");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** What stops the command from now on; called at once if the signal came already. */
    void stopBy(Runnable action) {
        stop = action;
        if (asked) {
            action.run();
        }
    }

    /** From now on nothing is left behind that would have to end in order: a signal ends the process at once, after a word. */
    void letGo(Runnable lastWord) {
        stop = lastWord;
        ended.countDown();
    }

    /** Whether a signal has asked this process to end. */
    static boolean came() {
        return came;
    }

    private void onSignal() {
        came = true;
        asked = true;
        stop.run();
        try {
            ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command has ended: the process may. */
    @Override
    public void close() {
        ended.countDown();
        if (!asked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The signal comes at this very moment: the hook finds the command ended and returns.
                asked = true;
            }
        }
    }
}
