package azalai.ledger;

import azalai.database.Database;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Ends a run from outside, whichever application executes it: that one hears of it with its next heartbeat. */
public final class Cancelling {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final RunStateMachine states;
    private final Ledger ledger;

    /** Runs in this database. */
    public Cancelling(Database database) {
        this.states = new RunStateMachine(database, null);
        this.ledger = new Ledger(database);
    }

    /**
     * Ends one that waits for its turn, and asks the owner of one under way to end it.
     *
     * @param who completes "cancelled by"
     * @return false if it has ended already, or there is none of this number
     */
    public boolean cancel(long run, String who) {
        return states.cancelQueued(run, Ending.cancelledBy(who).sentence()) || states.askToCancel(run, who);
    }

    /** Waits until the run is no longer under way, for so long at most, and gives its state; empty if there is no such run. */
    public Optional<String> awaitEnd(long run, Duration within) {
        long until = System.nanoTime() + within.toNanos();
        Optional<String> state = ledger.state(run);
        while (state.filter(RunState.RUNNING.label()::equals).isPresent() && System.nanoTime() < until) {
            LockSupport.parkNanos(PAUSE.toNanos());
            state = ledger.state(run);
        }
        return state;
    }
}
