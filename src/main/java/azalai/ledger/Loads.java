package azalai.ledger;

import azalai.database.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the loads of a run committed for one table, all attempts of its task together: one that was tried again after its
 * commit finds nothing left.
 *
 * @param database with the loads' own rows
 * @param target what was loaded, as the catalog writes it
 */
public record Loads(Database database, long run, String target, String topic) {
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

    /** The records by what became of them: {@code read}, {@code new}, … */
    public Map<String, Long> counts() {
        return named(COUNTS);
    }

    /** The dead letters by their reasons. */
    public Map<String, Long> deadByReason() {
        return named(REASONS);
    }

    /** The records with a field that the table has no column for, by field. */
    public Map<String, Long> ignoredFields() {
        return named(IGNORED);
    }

    /** Why nothing was withdrawn; empty where something could be. */
    public Optional<String> notWithdrawn() {
        return first(NOT_WITHDRAWN);
    }

    /** Why nothing was withdrawn, where that is since it would have been too much. */
    public Optional<String> withdrawalsRefused() {
        return first(REFUSED);
    }

    private Optional<String> first(String sql) {
        return database.first(sql, row -> row.getString(1), run, target, topic);
    }

    private Map<String, Long> named(String sql) {
        List<Count> rows =
                database.query(sql, row -> new Count(row.getString("name"), row.getLong("count")), run, target, topic);
        return rows.stream().collect(Collectors.toMap(Count::name, Count::count));
    }
}
