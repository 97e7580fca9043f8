package azalai.ledger;

import azalai.pipeline.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A run as the ledger has it.
 *
 * @param interval its data interval; null if it has none
 * @param scheduledAt the firing it answers; null when nothing scheduled it
 * @param queuedAt when it was asked for
 * @param startedAt when its first step began; null if none did
 * @param endedAt when it ended; null while it has not
 * @param seenAt when its owner last said that it executes it; null if none did
 * @param full whether it read its whole source
 * @param source what it read; null if that was never known
 * @param counts records by name; empty while unknown
 * @param missed how many firings a missed row stands for; 0 for any other
 * @param error why it failed, in one sentence; null when it did not
 */
public record RunRow(
        long id,
        String pipeline,
        String trigger,
        String state,
        Interval interval,
        Instant scheduledAt,
        Instant queuedAt,
        Instant startedAt,
        Instant endedAt,
        Instant seenAt,
        boolean full,
        String source,
        Map<String, Long> counts,
        int missed,
        String error) {
    /** The owner of a run speaks every two seconds. */
    private static final Duration SILENT = Duration.ofSeconds(10);

    /** For a run whose owner has been silent for a while, how long that is; null for any other. */
    public Duration notSeenFor(Instant now) {
        Duration silent = seenAt == null ? Duration.ZERO : Duration.between(seenAt, now);
        return state.equals("running") && silent.compareTo(SILENT) > 0 ? silent : null;
    }

    /** How long it took, or has been running until {@code now}; null if it never began. */
    public Duration took(Instant now) {
        return startedAt == null ? null : Duration.between(startedAt, endedAt == null ? now : endedAt);
    }
}
