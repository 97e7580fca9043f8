package azalai.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The threads that work for a run: its own, and one for each branch of a parallel multicast, from the begin of the
 * branch's exchange to its end. What a thread waits for can be broken off; nobody's thread is interrupted after it left.
 */
final class RunThreads {
    private record Wait(Thread thread, Runnable end) {}

    private final Map<String, Thread> exchanges = new ConcurrentHashMap<>();
    private final List<Wait> waits = new CopyOnWriteArrayList<>();

    /** An exchange of the run is under way on this thread. */
    void entered(String exchange) {
        exchanges.put(exchange, Thread.currentThread());
    }

    synchronized void left(String exchange) {
        exchanges.remove(exchange);
        notifyAll();
    }

    /** Whether it works for the run. */
    boolean contains(Thread thread) {
        return exchanges.containsValue(thread);
    }

    /** Waits until the last branch ended, however long that takes, and puts an interrupt off until then. */
    synchronized void awaitNone() {
        boolean interrupted = false;
        while (!exchanges.isEmpty()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What ends a wait of this thread that an interrupt does not. @return forgets it, for when the wait is over */
    Runnable waits(Runnable end) {
        Wait wait = new Wait(Thread.currentThread(), end);
        waits.add(wait);
        return () -> waits.remove(wait);
    }

    void breakOffAll() {
        breakOff(Optional.empty());
    }

    /** Ends what one thread waits for. */
    void breakOff(Thread thread) {
        breakOff(Optional.of(thread));
    }

    private void breakOff(Optional<Thread> only) {
        waits.stream()
                .filter(wait -> only.map(wait.thread()::equals).orElse(true))
                .forEach(wait -> wait.end().run());
        synchronized (this) {
            exchanges.values().stream()
                    .filter(thread -> only.map(thread::equals).orElse(true))
                    .distinct()
                    .forEach(Thread::interrupt);
        }
    }
}
