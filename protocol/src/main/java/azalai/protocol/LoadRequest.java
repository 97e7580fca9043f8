package azalai.protocol;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What one load is asked to do: a line of JSON with these names on the job's standard input, since it holds passwords.
 *
 * @param kafkaClient further settings of every Kafka client (TLS, SASL); null = none
 * @param table the target, {@code table} or {@code schema.table}, written as in the catalog
 * @param version the column that orders the versions of a row; null: the later message wins
 * @param runId the run this load belongs to; null = none
 * @param lockTimeoutMillis how long to wait for another load of the table
 * @param full whether the run read its whole source, so that rows it did not see are withdrawn
 * @param published how many records the last attempt of a full run published
 * @param publishedTo where those records stand on the topic, as Kafka acknowledged them: for each partition from the
 *     first to the last; what else stands between them counts for nothing
 * @param limits beyond which the load fails
 */
public record LoadRequest(
        String jdbcUrl,
        String jdbcUser,
        String jdbcPassword,
        String brokers,
        Map<String, String> kafkaClient,
        String topic,
        String table,
        String version,
        String pipeline,
        Long runId,
        long lockTimeoutMillis,
        boolean full,
        long published,
        List<OffsetRange> publishedTo,
        Limits limits)
        implements Serializable {

    /**
     * What a load takes for bad records, and beyond it for a fault of the pipeline, the table or the source.
     *
     * @param mostMisfits so many dead letters never fail a load
     * @param mostMisfitsShare of the records read: more dead letters than this, and than {@code mostMisfits}, fail it
     * @param mostWithdrawnShare of the pipeline's rows: a full run that did not see more of them withdraws none
     * @param acceptWithdrawals whether a person said that it may
     */
    public record Limits(
            long mostMisfits, double mostMisfitsShare, double mostWithdrawnShare, boolean acceptWithdrawals)
            implements Serializable {}

    /** Without the secrets: a request may end up in a log. */
    @Override
    public String toString() {
        return "load of " + topic + " into " + table + " (pipeline " + pipeline + ", run " + runId + ")";
    }
}
