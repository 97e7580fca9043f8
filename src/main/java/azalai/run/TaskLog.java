package azalai.run;

import azalai.ledger.Ending;
import azalai.ledger.RunStateMachine;
import azalai.ledger.TaskEntry;
import azalai.ledger.TaskState;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what the tasks of runs under way do to the ledger. */
public final class TaskLog {
    private static final Logger LOG = LoggerFactory.getLogger(TaskLog.class);

    private final RunStateMachine states;

    /** Writes for the runs of one application. */
    public TaskLog(RunStateMachine states) {
        this.states = states;
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
