package azalai.step.load;

import azalai.database.Database;
import azalai.database.TableName;
import azalai.error.LastingFailure;
import azalai.page.Counts;
import azalai.run.DeadLetterCounts;
import azalai.run.Run;

/**
 * What the loads of a run committed for one table, all attempts of its task together: one that was tried again after its
 * commit finds nothing left.
 *
 * @param database with the loads' own rows
 * @param table what was loaded
 */
record LoadResults(Database database, TableName table, String topic) {
    private record Count(String name, long count) {}

    private static final String COUNTS = """
            SELECT name, sum(count) AS count FROM azalai.load, LATERAL (VALUES ('read', rows_read), ('new', rows_new),
              ('changed', rows_changed), ('unchanged', rows_unchanged), ('superseded', rows_superseded), ('dead', rows_dead),
              ('withdrawn', rows_withdrawn), ('returned', rows_returned)) AS counted (name, count)
            WHERE run_id = ? AND target = ? AND topic = ? GROUP BY name
            """;

    private static final String REASONS = """
            SELECT reason->>'reason' AS name, sum((reason->>'count')::bigint) AS count
            FROM azalai.load, LATERAL jsonb_array_elements(details->'dead_reasons') AS reason
            WHERE run_id = ? AND target = ? AND topic = ? GROUP BY 1
            """;

    private static final String IGNORED = """
            SELECT field.key AS name, sum(field.value::bigint) AS count
            FROM azalai.load, LATERAL jsonb_each_text(details->'ignored_fields') AS field
            WHERE run_id = ? AND target = ? AND topic = ? GROUP BY 1
            """;

    /** What the first load that could not withdraw says, unless another one could: then nothing is missing. */
    private static final String NOT_WITHDRAWN = """
            SELECT (array_agg(details->>'not_withdrawn' ORDER BY id))[1] FROM azalai.load
            WHERE run_id = ? AND target = ? AND topic = ? HAVING bool_and(details->>'not_withdrawn' IS NOT NULL)
            """;

    private static final String REFUSED = """
            SELECT details->>'not_withdrawn' FROM azalai.load
            WHERE run_id = ? AND target = ? AND topic = ? AND (details->>'withdrawals_refused')::boolean ORDER BY id LIMIT 1
            """;

    /** Counts the records, the dead letters by their reasons, and the fields that no column takes. */
    void count(Run run, Counts counts) {
        database.query(COUNTS, LoadResults::count, run.id(), table.label(), topic)
                .forEach(row -> counts.add(row.name(), row.count()));
        database.query(REASONS, LoadResults::count, run.id(), table.label(), topic)
                .forEach(row -> DeadLetterCounts.because(counts, row.name(), row.count()));
        database.query(IGNORED, LoadResults::count, run.id(), table.label(), topic)
                .forEach(row -> counts.add("ignored." + row.name(), row.count()));
    }

    /**
     * Tells why nothing was withdrawn, where nothing was.
     *
     * @throws LastingFailure if that is since it would have been too much
     */
    void tellNotWithdrawn(Run run) {
        database.first(REFUSED, row -> row.getString(1), run.id(), table.label(), topic)
                .ifPresent(why -> {
                    throw new LastingFailure(
                            "The rows of %1$s were loaded, but none was withdrawn, for %2$s: look at the source, and if it is right let the run go on with ./azalai run %1$s --full --accept-withdrawals."
                                    .formatted(run.pipeline(), why),
                            null);
                });
        database.first(NOT_WITHDRAWN, row -> row.getString(1), run.id(), table.label(), topic)
                .ifPresent(why -> run.notice("what the source withdrew was not assessed: " + why));
    }

    private static Count count(java.sql.ResultSet row) throws java.sql.SQLException {
        return new Count(row.getString("name"), row.getLong("count"));
    }
}
