package azalai.web;

import azalai.database.Database;
import java.util.List;
import java.util.Optional;

/** Runs as the API shows them, JSON that PostgreSQL writes. */
final class LedgerRows {
    private static final String RUN = """
            SELECT r.id AS run, r.pipeline, r.trigger, r.state, r.full_run AS full, r.interval_from, r.interval_to, r.scheduled_at,
                   r.queued_at, r.started_at, r.ended_at, r.counts, r.error
            FROM azalai.run r""";

    private final Database database;

    LedgerRows(Database database) {
        this.database = database;
    }

    /** The latest runs, of one pipeline and in one state; null = of all. A JSON array. */
    String runs(String pipeline, String state, int limit) {
        List<String> rows = database.query(
                "SELECT row_to_json(x)::text FROM ("
                        + RUN
                        + " WHERE (?::text IS NULL OR r.pipeline = ?) AND (?::text IS NULL OR r.state = ?) ORDER BY r.id DESC LIMIT ?) x",
                row -> row.getString(1),
                pipeline,
                pipeline,
                state,
                state,
                limit);
        return "[" + String.join(",", rows) + "]";
    }

    /** A run with its tasks, in the order they began; a JSON object. */
    Optional<String> run(long id) {
        return database.first(
                "SELECT row_to_json(x)::text FROM (" + RUN.replace("\nFROM", """
                        , (SELECT coalesce(json_agg(t ORDER BY t.started_at NULLS LAST, t.name), '[]') FROM (
                             SELECT name, state, attempts, started_at, ended_at, times, counts, error
                             FROM azalai.task WHERE run_id = r.id) t) AS tasks
                        FROM""") + " WHERE r.id = ?) x",
                row -> row.getString(1),
                id);
    }

    /** The state of a run; empty if there is no such run. */
    Optional<String> state(long id) {
        return database.first("SELECT state FROM azalai.run WHERE id = ?", row -> row.getString(1), id);
    }
}
