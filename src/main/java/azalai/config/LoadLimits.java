package azalai.config;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a pipeline takes for bad records, and beyond it for a fault of its own, of its table or of its source. A pipeline
 * may have its own, {@code recalls.load.most-misfits}; else those for all hold, {@code load.most-misfits}.
 *
 * @param mostMisfits so many dead letters never fail a run
 * @param mostMisfitsShare of the records: more dead letters than this, and than {@code mostMisfits}, fail it
 * @param mostWithdrawnShare of the pipeline's rows: a full run that did not see more of them withdraws none
 */
public record LoadLimits(long mostMisfits, double mostMisfitsShare, double mostWithdrawnShare) {
    private static final String MISFITS = "load.most-misfits";
    private static final String MISFITS_SHARE = "load.most-misfits-share";
    private static final String WITHDRAWN_SHARE = "load.most-withdrawn-share";

    /** Where the file says nothing, too. */
    private static final Map<String, String> DEFAULTS =
            Map.of(MISFITS, "20", MISFITS_SHARE, "0.1", WITHDRAWN_SHARE, "0.1");

    static final Set<String> NAMES = DEFAULTS.keySet();

    /** The limits of a pipeline. */
    public static LoadLimits of(Configuration configuration, String pipeline) {
        return new LoadLimits(
                Long.parseLong(value(configuration, pipeline, MISFITS)),
                Double.parseDouble(value(configuration, pipeline, MISFITS_SHARE)),
                Double.parseDouble(value(configuration, pipeline, WITHDRAWN_SHARE)));
    }

    /** Whether so many dead letters of so many records are more than bad records. */
    public boolean areExceededBy(long dead, long records) {
        return dead > mostMisfits && dead > mostMisfitsShare * records;
    }

    private static String value(Configuration configuration, String pipeline, String name) {
        return Stream.of(configuration.get(pipeline + "." + name), configuration.get(name))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse(DEFAULTS.get(name));
    }
}
