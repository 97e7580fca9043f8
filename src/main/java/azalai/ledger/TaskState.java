package azalai.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a task is, in Airflow's words; the names of the contract are {@link #label}. */
public enum TaskState {
    NONE,
    SCHEDULED,
    QUEUED,
    RUNNING,
    SUCCESS,
    FAILED,
    UP_FOR_RETRY,
    UPSTREAM_FAILED,
    SKIPPED,
    REMOVED,
    CANCELLED;

    /** As the ledger writes it: {@code up_for_retry}. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether an attempt was under way, or another one was to come. */
    public boolean begun() {
        return this == RUNNING || this == UP_FOR_RETRY;
    }

    /** Whether it says how the task ended. */
    boolean ended() {
        return switch (this) {
            case NONE, SCHEDULED, QUEUED, RUNNING, UP_FOR_RETRY -> false;
            default -> true;
        };
    }

    /** What becomes of a task in this state when its run ends in that one. */
    public TaskState at(RunState end) {
        if (ended()) {
            return this;
        }
        return switch (end) {
            case SUCCESS -> SKIPPED;
            case CANCELLED -> CANCELLED;
            default -> begun() ? FAILED : UPSTREAM_FAILED;
        };
    }
}
