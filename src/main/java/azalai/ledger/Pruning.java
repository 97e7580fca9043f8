package azalai.ledger;

import azalai.database.Database;
import java.time.Instant;

/** Deletes what is old from the ledger, but for what others rest on. */
public final class Pruning {
    /**
     * The newest success of a pipeline stays, since it tells how old its data is, and so does the newest full one of each
     * source, from which on the next is due; its last firing, since the missed ones are counted from there; and the last
     * run that loaded a topic into a table, which tells whose the offsets are. What is kept of the others is whose the
     * rows are that they brought.
     */
    private static final String RUNS = """
            WITH pruned AS (
              DELETE FROM azalai.run WHERE coalesce(ended_at, queued_at) < ?::timestamptz AND state NOT IN ('queued', 'running')
                AND id NOT IN (SELECT max(id) FROM azalai.run WHERE state = 'success' GROUP BY pipeline)
                AND id NOT IN (SELECT max(id) FROM azalai.run WHERE state = 'success' AND full_run GROUP BY pipeline, source)
                AND id NOT IN (SELECT DISTINCT ON (pipeline) id FROM azalai.run WHERE scheduled_at IS NOT NULL
                               ORDER BY pipeline, scheduled_at DESC, id DESC)
                AND id NOT IN (SELECT max(r.id) FROM azalai.run r JOIN azalai.load l ON l.run_id = r.id
                               GROUP BY r.pipeline, l.target, l.topic)
              RETURNING id, pipeline),
            kept AS (
              INSERT INTO azalai.pruned_run (id, pipeline)
              SELECT id, pipeline FROM pruned
              WHERE EXISTS (SELECT FROM azalai.load l WHERE l.run_id = pruned.id AND l.rows_new + l.rows_changed > 0)
              ON CONFLICT DO NOTHING)
            SELECT count(*) FROM pruned""";

    /** Those of a run that stays, stay with it. */
    private static final String LOADS = "DELETE FROM azalai.load WHERE ended_at < ?::timestamptz AND run_id IS NULL";

    private static final String DEAD_LETTERS = "DELETE FROM azalai.dead_letter WHERE at < ?::timestamptz";

    private final Database database;

    /** The ledger in this database. */
    public Pruning(Database database) {
        this.database = database;
    }

    /** Deletes the runs that ended before, with their tasks and loads. @return how many */
    public int runs(Instant before) {
        return database.first(RUNS, row -> row.getInt(1), before.toString()).orElseThrow();
    }

    /** Deletes the loads that ended before and belong to no run. @return how many */
    public int loads(Instant before) {
        return database.update(LOADS, before.toString());
    }

    /** Deletes the dead letters from before. @return how many */
    public int deadLetters(Instant before) {
        return database.update(DEAD_LETTERS, before.toString());
    }
}
