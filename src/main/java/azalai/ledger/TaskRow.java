package azalai.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A task of a run as the ledger has it.
 *
 * @param attempts how often it was begun
 * @param startedAt when the last attempt began; null before the first
 * @param endedAt when the last attempt ended; null while it has not
 * @param times when it entered each of its states, in the last attempt
 * @param counts what the last attempt counted, by name
 * @param error why the last attempt failed; null when it did not
 */
public record TaskRow(
        String name,
        String state,
        int attempts,
        Instant startedAt,
        Instant endedAt,
        Map<String, String> times,
        Map<String, Long> counts,
        String error) {
    /** The same task under another state: {@code removed}, when the pipeline no longer has it. */
    public TaskRow as(String other) {
        return new TaskRow(name, other, attempts, startedAt, endedAt, times, counts, error);
    }

    /** How long the last attempt took, or has been running until {@code now}; null before the first. */
    public Duration took(Instant now) {
        return startedAt == null ? null : Duration.between(startedAt, endedAt == null ? now : endedAt);
    }
}
