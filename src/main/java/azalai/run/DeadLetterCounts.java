package azalai.run;

import azalai.config.Configuration;
import azalai.config.LoadLimits;
import azalai.error.LastingFailure;
import azalai.page.Counts;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;

/** Dead letters by their reasons: counted, named in the run's output, and more of them than bad records explain a failure. */
public final class DeadLetterCounts {
    private static final String DEAD = "dead";
    /** Counters by reason: {@code dead.The record has no clef, its key.} */
    private static final String BY_REASON = DEAD + ".";
    /** Some bad records may stand first; that of so many not one is good is no chance. */
    private static final long ENOUGH = 1_000;

    private DeadLetterCounts() {}

    /** Counts a record that cannot be published. */
    public static void refused(Counts counts, String reason) {
        counts.add(DEAD, 1);
        because(counts, reason, 1);
        counts.published().refuse();
    }

    /** Gives the reason of dead letters that are counted already. */
    public static void because(Counts counts, String reason, long n) {
        counts.add(BY_REASON + reason, n);
    }

    /**
     * To be called before anything remembers that a task has published all it had.
     *
     * @throws LastingFailure if it had to keep back more records than the pipeline's limits allow
     */
    public static void check(CamelContext context, Run run, Counts counts) {
        long refused = counts.published().refused();
        if (refused == 0) {
            return;
        }
        Configuration configuration = context.getRegistry().findSingleByType(Configuration.class);
        LoadLimits limits = LoadLimits.of(configuration, run.pipeline());
        long records = refused + counts.get("published");
        if (limits.areExceededBy(refused, records)) {
            throw new LastingFailure(
                    "%d of %d records of %s cannot be published, more than load.most-misfits=%d and load.most-misfits-share=%s allow%s; the cursor stays where it was: mend the route or the source, ./azalai dead-letters list %3$s shows the records."
                            .formatted(
                                    refused,
                                    records,
                                    run.pipeline(),
                                    limits.mostMisfits(),
                                    limits.mostMisfitsShare(),
                                    commonest(counts.toMap()).orElse("")),
                    null);
        }
    }

    /**
     * To be called now and then while a task publishes: with a key that no record has, it need not come to the end.
     *
     * @throws LastingFailure if not one record of many could be published
     */
    public static void checkEarly(CamelContext context, Run run, Counts counts) {
        if (counts.get("published") == 0 && counts.published().refused() >= ENOUGH) {
            check(context, run, counts);
        }
    }

    /** What the run's output says of a task's dead letters; empty if there are none. */
    static Optional<String> notice(String pipeline, Map<String, Long> counts) {
        long dead = counts.getOrDefault(DEAD, 0L);
        return dead == 0
                ? Optional.empty()
                : Optional.of("dead letters: %d%s; ./azalai dead-letters list %s shows them"
                        .formatted(dead, commonest(counts).orElse(""), pipeline));
    }

    private static Optional<String> commonest(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(count -> count.getKey().startsWith(BY_REASON))
                .max(Map.Entry.comparingByValue())
                .map(count -> ", %d of them because: %s"
                        .formatted(
                                count.getValue(),
                                count.getKey().substring(BY_REASON.length()).replaceFirst("\\.$", "")));
    }
}
