package azalai.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a run is; the names of the contract are {@link #label}. */
public enum RunState {
    /** Asked for; any application that has the pipeline may claim it. */
    QUEUED,
    /** Claimed by its owner. */
    RUNNING,
    SUCCESS,
    FAILED,
    /** Left out: another was active, or the one it depends on did not succeed. */
    SKIPPED,
    /** Nobody answered the firing. */
    MISSED,
    CANCELLED;

    /** As the ledger writes it. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
