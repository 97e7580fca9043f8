package azalai.ledger;

import java.time.Instant;
import java.util.Map;

/**
 * A committed load as the ledger has it.
 *
 * @param target the table, with its schema
 * @param read how many messages it read
 * @param endedAt when it was about to commit
 * @param millis how long its stages took, by name: {@code prepare}, {@code stage}, {@code merge}
 * @param notWithdrawn why the full run withdrew nothing from the table, on its first load; null if one of its loads
 *     could, or none was asked to
 */
public record LoadRow(
        long id,
        String topic,
        String target,
        long read,
        Instant endedAt,
        Map<String, Long> millis,
        String notWithdrawn) {
    /** When its process began. */
    public Instant beganAt() {
        return endedAt.minusMillis(
                millis.values().stream().mapToLong(Long::longValue).sum());
    }
}
