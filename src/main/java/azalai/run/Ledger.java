package azalai.run;

import azalai.database.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the tables {@code azalai.run} and {@code azalai.task} show, and how a run under way writes there what it did. */
public final class Ledger {
    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final Database database;
    private final RunStateMachine states;

    /** The ledger in this database, to be read. */
    public Ledger(Database database) {
        this(database, null);
    }

    Ledger(Database database, RunStateMachine states) {
        this.database = database;
        this.states = states;
    }

    /** The ledger in this database, for the runs of one application. */
    public static Ledger of(Database database, RunStateMachine states) {
        return new Ledger(database, states);
    }

    /** Whether the ledger is there: the first run makes it. */
    public boolean exists() {
        return database.first("SELECT to_regclass('azalai.run') IS NOT NULL", row -> row.getBoolean(1))
                .orElseThrow();
    }

    /** The number of the pipeline's run under way; empty if none is. */
    public Optional<Long> active(String pipeline) {
        return database.first(
                "SELECT id FROM azalai.run WHERE pipeline = ? AND state IN ('queued', 'running') ORDER BY state DESC, id LIMIT 1",
                row -> row.getLong(1),
                pipeline);
    }

    /** How a run stands; empty if there is none of this number. */
    Optional<String> state(long run) {
        return database.first("SELECT state FROM azalai.run WHERE id = ?", row -> row.getString(1), run);
    }

    /** An attempt of a task begins. */
    void attempt(Run run, String task) {
        write(run, run.tasks().begin(task));
    }

    /** An attempt ended, or the task was left out. */
    void attemptEnded(Run run, String task, TaskState state, Map<String, Long> counts, String error) {
        write(run, run.tasks().end(task, state, counts, error));
    }

    void upForRetry(Run run, String task) {
        write(run, run.tasks().upForRetry(task));
    }

    /** A write that is lost does no harm: the run's end writes all its tasks. */
    private void write(Run run, List<TaskEntry> changed) {
        // A run that is ended early has its thread interrupted; what it did is written all the same.
        boolean interrupted = Thread.interrupted();
        try {
            if (!states.changed(run.id(), changed)) {
                run.end(Ending.LOST);
            }
        } catch (RuntimeException e) {
            LOG.warn("Run {} of {}: the ledger did not take what its tasks did", run.id(), run.pipeline(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
