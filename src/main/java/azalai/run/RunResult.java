package azalai.run;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a run ended.
 *
 * @param state {@code success}, {@code failed} or {@code cancelled}; {@code queued} if it was handed back to the queue
 * @param counts records by name, the names of the summary line
 * @param notices sentences the person should know
 * @param error why it failed, in one sentence; null when it did not
 */
public record RunResult(
        long run,
        String pipeline,
        String state,
        Map<String, Long> counts,
        Duration took,
        List<String> notices,
        String error) {
    /** The names of the summary, in its order. */
    public static final List<String> COUNTED =
            List.of("fetched", "published", "new", "changed", "unchanged", "superseded", "dead");

    /** The last line of {@code run}, a contract. */
    public String summary() {
        StringBuilder line = new StringBuilder("%s: %s".formatted(pipeline, state));
        COUNTED.forEach(name -> line.append(", ").append(name).append(' ').append(counts.getOrDefault(name, 0L)));
        return line.append(", ").append(seconds()).append(" s").toString();
    }

    /** Whole seconds and a tenth. */
    public String seconds() {
        return String.format(Locale.ROOT, "%.1f", took.toMillis() / 1000.0);
    }
}
