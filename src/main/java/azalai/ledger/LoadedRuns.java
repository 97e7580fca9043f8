package azalai.ledger;

import azalai.database.Database;
import java.util.List;
import java.util.Optional;

/**
 * The runs of a pipeline that ended and loaded something, in the order they ended. A run's number is no order: one that
 * was queued early may run late.
 */
public final class LoadedRuns {
    /**
     * A run that loaded something.
     *
     * @param id its number
     * @param position when it ended, as PostgreSQL writes it: what the next question goes on from
     * @param tables what it loaded, each with its schema
     */
    public record Loaded(long id, String position, List<String> tables) {}

    private final Database database;

    /** Runs in this database's ledger. */
    public LoadedRuns(Database database) {
        this.database = database;
    }

    /** Where those who begin to listen now are. */
    public String end(String pipeline) {
        return position("SELECT max(ended_at)::text FROM azalai.run WHERE pipeline = ?", pipeline);
    }

    /** Where those are who heard of this run last; before all there are if it is not known (any more). */
    public String after(String pipeline, long run) {
        return position(
                "SELECT max(coalesce(ended_at, queued_at))::text FROM azalai.run WHERE pipeline = ? AND id = ?",
                pipeline,
                run);
    }

    /** The run that ended next after a position; empty if none has yet. */
    public Optional<Loaded> next(String pipeline, String position) {
        return database.first(
                """
                SELECT r.id, r.ended_at::text, array_agg(DISTINCT l.target) FROM azalai.run r JOIN azalai.load l ON l.run_id = r.id
                WHERE r.pipeline = ? AND r.ended_at > ?::timestamptz GROUP BY r.id ORDER BY r.ended_at LIMIT 1
                """,
                row -> new Loaded(row.getLong(1), row.getString(2), List.of((String[])
                        row.getArray(3).getArray())),
                pipeline,
                position);
    }

    private String position(String sql, Object... parameters) {
        return database.first(sql, row -> Optional.ofNullable(row.getString(1)), parameters)
                .flatMap(found -> found)
                .orElse("-infinity");
    }
}
