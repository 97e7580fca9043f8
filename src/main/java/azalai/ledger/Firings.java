package azalai.ledger;

import azalai.database.Database;
import azalai.database.Transaction;
import azalai.pipeline.Interval;
import azalai.pipeline.Pipeline;
import azalai.pipeline.Trigger;
import azalai.schedule.Overlap;
import azalai.schedule.Timing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Accounts for the firings of schedules in the ledger: each becomes a queued run, part of one, or part of a row that says
 * it was missed or skipped, once, whichever application sees it first. Who accounts for a pipeline has the lock of its row
 * in {@code azalai.schedule}.
 */
public final class Firings {
    /** A firing found this late is on time: it is a schedule's, not a catch-up's. */
    private static final Duration ON_TIME = Duration.ofMinutes(2);

    private final Database database;
    private final RunStateMachine states;

    /** The firings in this database. */
    public Firings(Database database, RunStateMachine states) {
        this.database = database;
        this.states = states;
    }

    /** The pipeline has a schedule, from now on if it had none before. */
    public void scheduled(String pipeline) {
        database.update("INSERT INTO azalai.schedule (pipeline) VALUES (?) ON CONFLICT DO NOTHING", pipeline);
    }

    /**
     * Takes a firing whose source is to be asked first whether it changed. @return false if it was taken already, or the
     * schedule is paused
     */
    public boolean take(String pipeline, Instant firing) {
        return database.update(
                        "UPDATE azalai.schedule SET fired_at = ? WHERE pipeline = ? AND paused_at IS NULL AND coalesce(fired_at, since) < ?",
                        time(firing),
                        pipeline,
                        time(firing))
                > 0;
    }

    /**
     * Accounts for every firing up to an instant that nobody has accounted for.
     *
     * @param look what the source looks like now; null if it was not asked
     * @return whether there was one
     */
    public boolean account(Pipeline pipeline, Timing timing, Instant until, String look) {
        List<Long> queued = database.inTransaction(transaction -> {
            Optional<Instant> since = transaction.first(
                    "SELECT since FROM azalai.schedule WHERE pipeline = ? AND paused_at IS NULL FOR UPDATE",
                    row -> instant(row, 1),
                    pipeline.name());
            if (since.isEmpty()) {
                return List.of();
            }
            Optional<Instant> last = transaction.first(
                    "SELECT scheduled_at FROM azalai.run WHERE pipeline = ? AND scheduled_at IS NOT NULL ORDER BY scheduled_at DESC LIMIT 1",
                    row -> instant(row, 1),
                    pipeline.name());
            FiringRows rows = new FiringRows(transaction, pipeline, look);
            List<Long> ids = timing instanceof Timing.Every every
                    ? every(rows, pipeline, every, last, since.get(), until)
                    : cron(
                            rows,
                            pipeline,
                            timing,
                            last.filter(since.get()::isBefore).orElse(since.get()),
                            until);
            fired(transaction, pipeline);
            return ids;
        });
        if (pipeline.overlap() == Overlap.SKIP) {
            queued.forEach(states::skipIfBusy);
        }
        return !queued.isEmpty();
    }

    private static List<Long> cron(FiringRows rows, Pipeline pipeline, Timing timing, Instant after, Instant until)
            throws SQLException {
        MissedFirings missed = MissedFirings.between(timing, after, until, pipeline.effectiveCatchUp());
        rows.missed(missed.recorded(), missed.older());
        List<Long> ids = new java.util.ArrayList<>();
        for (Instant firing : missed.toRun()) {
            rows.queued(firing, pipeline.interval(firing).orElse(null), 1, trigger(firing))
                    .ifPresent(ids::add);
        }
        return ids;
    }

    /** Intervals follow each other: each begins where the last one ended, and takes in the firings nobody answered. */
    private static List<Long> every(
            FiringRows rows,
            Pipeline pipeline,
            Timing.Every every,
            Optional<Instant> last,
            Instant since,
            Instant until)
            throws SQLException {
        Instant firing = every.last(until);
        Instant from = last.orElseGet(() -> every.last(since));
        if (!firing.isAfter(from)) {
            return List.of();
        }
        long count = every.count(from, firing);
        if (count > 1 && pipeline.catchUp() == azalai.schedule.CatchUp.NONE) {
            Instant before = firing.minus(every.interval());
            rows.missed(before, new Interval(from, before), count - 1);
            return rows.queued(firing, new Interval(before, firing), 1, Trigger.SCHEDULE).stream()
                    .toList();
        }
        if (rows.widened(firing, from, count).isPresent()) {
            return List.of();
        }
        Trigger trigger = count > 1 ? trigger(from) : Trigger.SCHEDULE;
        return rows.queued(firing, new Interval(from, firing), count, trigger).stream()
                .toList();
    }

    private static Trigger trigger(Instant firing) {
        return firing.isAfter(Instant.now().minus(ON_TIME)) ? Trigger.SCHEDULE : Trigger.CATCH_UP;
    }

    private static void fired(Transaction transaction, Pipeline pipeline) throws SQLException {
        transaction.update("""
                UPDATE azalai.schedule s SET fired_at = last.firing FROM (
                  SELECT max(scheduled_at) AS firing FROM azalai.run WHERE pipeline = ? AND scheduled_at IS NOT NULL) AS last
                WHERE s.pipeline = ? AND (s.fired_at IS NULL OR s.fired_at < last.firing)""", pipeline.name(), pipeline.name());
    }

    /** What the pipeline's source looked like at the last successful run; empty before. */
    public Optional<String> fingerprint(String pipeline) {
        return database
                .query(
                        "SELECT coalesce(fingerprint, '') FROM azalai.schedule WHERE pipeline = ?",
                        row -> row.getString(1),
                        pipeline)
                .stream()
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
