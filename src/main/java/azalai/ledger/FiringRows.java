package azalai.ledger;

import azalai.database.Transaction;
import azalai.pipeline.Interval;
import azalai.pipeline.Pipeline;
import azalai.pipeline.RunRequest;
import azalai.pipeline.Trigger;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of {@code azalai.run} that firings of one pipeline become. */
final class FiringRows {
    private static final String TAKEN =
            "ON CONFLICT (pipeline, scheduled_at) WHERE scheduled_at IS NOT NULL AND repeats IS NULL DO NOTHING";

    private final Transaction transaction;
    private final Pipeline pipeline;
    /** What the source looks like now, as the run's success is to remember it; null if it was not asked. */
    private final String look;

    FiringRows(Transaction transaction, Pipeline pipeline, String look) {
        this.transaction = transaction;
        this.pipeline = pipeline;
        this.look = look;
    }

    /** A queued run for one firing or several. @return empty if it was taken already */
    Optional<Long> queued(Instant firing, Interval interval, long count, Trigger trigger) throws SQLException {
        RunRequest request = RunRequest.fired(pipeline.name(), trigger, firing, interval);
        return transaction.first(
                """
                INSERT INTO azalai.run (pipeline, trigger, state, scheduled_at, interval_from, interval_to, missed, request)
                VALUES (?, ?, 'queued', ?, ?, ?, nullif(?, 1), jsonb_strip_nulls(?::jsonb || jsonb_build_object('look', ?::text)))
                %s RETURNING id""".formatted(TAKEN),
                row -> row.getLong(1),
                pipeline.name(),
                trigger.label(),
                Firings.time(firing),
                interval == null ? null : Firings.time(interval.from()),
                interval == null ? null : Firings.time(interval.to()),
                (int) Math.min(count, Integer.MAX_VALUE),
                LedgerJson.write(request),
                look);
    }

    /** The run that still waits for an earlier firing, or was skipped as this one would be, answers this one, too. */
    Optional<Long> widened(Instant firing, Instant from, long count) throws SQLException {
        return transaction.first(
                """
                UPDATE azalai.run SET scheduled_at = ?, interval_to = ?, missed = coalesce(missed, 1) + ?,
                  request = jsonb_strip_nulls(request || jsonb_build_object('look', ?::text))
                WHERE id = (
                  SELECT id FROM azalai.run r WHERE pipeline = ? AND scheduled_at = ? AND repeats IS NULL
                    AND trigger IN ('schedule', 'catch-up') AND (state = 'queued' OR state = 'skipped' AND EXISTS (
                      SELECT FROM azalai.run busy WHERE busy.pipeline = r.pipeline AND busy.state = 'running'))
                  FOR UPDATE SKIP LOCKED)
                RETURNING id""",
                row -> row.getLong(1),
                Firings.time(firing),
                Firings.time(firing),
                (int) Math.min(count, Integer.MAX_VALUE),
                look,
                pipeline.name(),
                Firings.time(from));
    }

    /** Firings nobody answered; each but the first stands for itself, the first also for {@code older} before it. */
    void missed(List<Instant> firings, long older) throws SQLException {
        transaction.update(
                """
                INSERT INTO azalai.run (pipeline, trigger, state, scheduled_at, ended_at, missed)
                SELECT ?, 'schedule', 'missed', at, clock_timestamp(), CASE WHEN n = 1 THEN 1 + ? ELSE 1 END
                FROM unnest(?::timestamptz[]) WITH ORDINALITY AS firing (at, n) %s""".formatted(TAKEN),
                pipeline.name(),
                older,
                firings.stream().map(Instant::toString).toArray(String[]::new));
    }

    /** Firings of an interval nobody answered, in one row. */
    void missed(Instant last, Interval interval, long count) throws SQLException {
        transaction.update(
                """
                INSERT INTO azalai.run (pipeline, trigger, state, scheduled_at, interval_from, interval_to, ended_at, missed)
                VALUES (?, 'schedule', 'missed', ?, ?, ?, clock_timestamp(), ?) %s""".formatted(TAKEN),
                pipeline.name(),
                Firings.time(last),
                Firings.time(interval.from()),
                Firings.time(interval.to()),
                (int) Math.min(count, Integer.MAX_VALUE));
    }
}
