package azalai.config;

/**
 * What a pipeline takes for bad records, and beyond it for a fault of its own, of its table or of its source. A pipeline
 * may have its own, {@code recalls.load.most-misfits}; else those for all hold, {@code load.most-misfits}.
 *
 * @param mostMisfits so many dead letters never fail a run
 * @param mostMisfitsShare of the records: more dead letters than this, and than {@code mostMisfits}, fail it
 * @param mostWithdrawnShare of the pipeline's rows: a full run that did not see more of them withdraws none
 */
public record LoadLimits(long mostMisfits, double mostMisfitsShare, double mostWithdrawnShare) {
    /** The limits of a pipeline. */
    public static LoadLimits of(Configuration configuration, String pipeline) {
        return new LoadLimits(
                Long.parseLong(value(configuration, pipeline, "load.most-misfits")),
                Double.parseDouble(value(configuration, pipeline, "load.most-misfits-share")),
                Double.parseDouble(value(configuration, pipeline, "load.most-withdrawn-share")));
    }

    /** Whether so many dead letters of so many records are more than bad records. */
    public boolean areExceededBy(long dead, long records) {
        return dead > mostMisfits && dead > mostMisfitsShare * records;
    }

    private static String value(Configuration configuration, String pipeline, String name) {
        String own = configuration.get(pipeline + "." + name);
        return own.isEmpty() ? configuration.get(name) : own;
    }
}
