package azalai.ledger;

import azalai.database.Database;
import azalai.error.Refusal;
import azalai.pipeline.Interval;
import azalai.pipeline.Pipeline;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Queues runs once more, each with what it was asked for and its interval. The old ones stay as they are. */
public final class Clearing {
    private static final String ENDED = "state IN ('success', 'failed', 'skipped', 'missed', 'cancelled')";
    private static final String LIVING =
            "EXISTS (SELECT FROM azalai.run l WHERE l.pipeline = r.pipeline AND l.scheduled_at = r.scheduled_at AND l.state IN ('queued', 'running'))";

    private record Firing(long run, Instant at, boolean withInterval) {
        static Firing of(ResultSet row) throws SQLException {
            Timestamp at = row.getTimestamp(2);
            return new Firing(row.getLong(1), at == null ? null : at.toInstant(), row.getBoolean(3));
        }
    }

    private final Database database;

    /** Runs in this database. */
    public Clearing(Database database) {
        this.database = database;
    }

    /** A run's pipeline. @throws Refusal if there is no such run, or it has not ended */
    public String pipeline(long run) {
        return database.first(
                        "SELECT pipeline || ' ' || state FROM azalai.run WHERE id = ?", row -> row.getString(1), run)
                .map(found -> found.split(" "))
                .map(found -> {
                    if (found[1].equals("queued") || found[1].equals("running")) {
                        throw new Refusal(
                                "Run %d is %s: it can be run again when it has ended.".formatted(run, found[1]));
                    }
                    return found[0];
                })
                .orElseThrow(() -> new Refusal("There is no run %d: see ./azalai runs.".formatted(run)));
    }

    /** Queues one run again. @return the new run; empty if its firing is being run again already */
    public Optional<Long> again(Pipeline pipeline, long run) {
        return database.first(
                        "SELECT id, scheduled_at, interval_from IS NOT NULL FROM azalai.run r WHERE id = ?",
                        Firing::of,
                        run)
                .flatMap(firing -> again(pipeline, firing));
    }

    /**
     * Queues again the firings whose interval begins on one of these days, in the pipeline's zone, oldest first.
     *
     * @return the new runs
     */
    public List<Long> again(Pipeline pipeline, LocalDate from, LocalDate to) {
        List<Long> queued = new ArrayList<>();
        for (Firing firing : database.query("""
                SELECT DISTINCT ON (scheduled_at) id, scheduled_at, interval_from IS NOT NULL FROM azalai.run r
                WHERE pipeline = ? AND scheduled_at IS NOT NULL AND %s ORDER BY scheduled_at, id DESC""".formatted(ENDED), Firing::of, pipeline.name())) {
            Instant begin = begin(pipeline, firing);
            if (!begin.isBefore(from.atStartOfDay(pipeline.zone()).toInstant())
                    && begin.isBefore(
                            to.plusDays(1).atStartOfDay(pipeline.zone()).toInstant())) {
                again(pipeline, firing).ifPresent(queued::add);
            }
        }
        return queued;
    }

    private Instant begin(Pipeline pipeline, Firing firing) {
        Optional<Instant> recorded = firing.withInterval()
                ? database.first(
                        "SELECT interval_from FROM azalai.run WHERE id = ?",
                        row -> row.getTimestamp(1).toInstant(),
                        firing.run())
                : Optional.empty();
        return recorded.or(() -> pipeline.interval(firing.at()).map(Interval::from))
                .orElse(firing.at());
    }

    private Optional<Long> again(Pipeline pipeline, Firing firing) {
        Interval missed = firing.withInterval() || firing.at() == null
                ? null
                : pipeline.interval(firing.at()).orElse(null);
        return database.first(
                """
                INSERT INTO azalai.run (pipeline, trigger, state, full_run, scheduled_at, interval_from, interval_to, request, repeats)
                SELECT pipeline, 'backfill', 'queued', coalesce((request->>'full')::boolean, false), scheduled_at,
                  coalesce(interval_from, ?), coalesce(interval_to, ?), request, coalesce(repeats, id)
                FROM azalai.run r WHERE id = ? AND NOT %s RETURNING id""".formatted(LIVING),
                row -> row.getLong(1),
                missed == null ? null : missed.from().atOffset(ZoneOffset.UTC),
                missed == null ? null : missed.to().atOffset(ZoneOffset.UTC),
                firing.run());
    }
}
