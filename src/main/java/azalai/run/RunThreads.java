package azalai.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * The threads that are in a step of a run just now: its own, those of a multicast's branches, those on which an exchange
 * goes on after a pause. What they wait for can be broken off; no thread is interrupted after it left.
 */
final class RunThreads {
    private record Wait(Thread thread, Runnable end) {}

    /** How many steps, one inside the other, each is in. */
    private final Map<Thread, Integer> depths = new HashMap<>();

    private final List<Wait> waits = new CopyOnWriteArrayList<>();

    /** This thread begins a step. */
    synchronized void enter() {
        depths.merge(Thread.currentThread(), 1, Integer::sum);
    }

    /** This thread leaves the step it entered last. @return whether it is in none any more */
    synchronized boolean leave() {
        boolean out = depths.computeIfPresent(Thread.currentThread(), (thread, depth) -> depth == 1 ? null : depth - 1)
                == null;
        notifyAll();
        return out;
    }

    /** Whether it is in a step of the run. */
    synchronized boolean contains(Thread thread) {
        return depths.containsKey(thread);
    }

    /** Waits until no thread is in a step, however long that takes, and puts an interrupt off until then. */
    synchronized void awaitNone() {
        boolean interrupted = false;
        while (!depths.isEmpty()) {
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

    /** Ends what all of them wait for. */
    void breakOff() {
        breakOff(thread -> true);
    }

    /** Ends what one of them waits for. */
    void breakOff(Thread one) {
        breakOff(one::equals);
    }

    private void breakOff(Predicate<Thread> which) {
        waits.stream().filter(wait -> which.test(wait.thread())).forEach(wait -> wait.end()
                .run());
        synchronized (this) {
            depths.keySet().stream().filter(which).forEach(Thread::interrupt);
        }
    }
}
