package azalai.run;

import azalai.config.Configuration;
import azalai.database.Lifeline;
import azalai.ledger.DeadRuns;
import azalai.ledger.Ending;
import azalai.ledger.OwnedRuns;
import azalai.ledger.Owner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says every two seconds, on a connection of its own, that this application executes its runs, and hears which of them it
 * no longer does: those end themselves. When it cannot say so for too long, all do, before anyone else may take them over.
 */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);
    private static final Duration BEAT = Duration.ofSeconds(2);
    /** Well before {@link DeadRuns#LEASE}: a run needs time to end. */
    private static final Duration GIVE_UP = Duration.ofSeconds(20);

    private final Map<Long, Run> active;
    private final OwnedRuns owned;
    private final Lifeline lifeline;
    private final Thread thread = new Thread(this::beat, "heartbeat");
    private volatile boolean closed;
    private volatile long last = System.nanoTime();

    Heartbeat(Map<Long, Run> active, Owner owner, Configuration configuration) {
        this.active = active;
        this.owned = new OwnedRuns(owner);
        this.lifeline = new Lifeline(configuration);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Whether it still beats, with or without a database. */
    boolean isAlive() {
        return thread.isAlive();
    }

    private void beat() {
        while (!closed) {
            try {
                see(List.copyOf(active.keySet()));
                last = System.nanoTime();
            } catch (Exception e) {
                LOG.warn("The database does not take the heartbeat", e);
                giveUp();
            }
            pause();
        }
        lifeline.close();
    }

    private void see(List<Long> runs) throws Exception {
        Map<Long, Optional<String>> seen = owned.see(lifeline, runs);
        for (Long id : runs) {
            Run run = active.get(id);
            if (run != null && !seen.containsKey(id) && !run.isOver()) {
                LOG.warn("Run {} of {} is no longer this application's: it ends", id, run.pipeline());
                run.end(Ending.LOST);
            } else if (run != null && seen.get(id) != null) {
                seen.get(id).ifPresent(who -> run.end(Ending.cancelledBy(who)));
            }
        }
    }

    private void giveUp() {
        if (System.nanoTime() - last > GIVE_UP.toNanos()) {
            new ArrayList<>(active.values())
                    .stream().filter(run -> run.age().compareTo(GIVE_UP) > 0).forEach(run -> run.end(Ending.LOST));
        }
    }

    private void pause() {
        try {
            Thread.sleep(BEAT.toMillis());
        } catch (InterruptedException e) {
            // Closed; or somebody's mistake, and the next beat comes early.
            LOG.debug("The heartbeat was interrupted", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
