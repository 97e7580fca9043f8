package azalai.run;

import azalai.database.Database;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What the ledger knows of a pipeline's firings: since when its schedule stands, which was the last, which were missed. */
public final class Firings {
    private final Database database;

    /** The firings in this database. */
    public Firings(Database database) {
        this.database = database;
    }

    /** When the pipeline's schedule was first started; now, if that is now. */
    Instant since(String pipeline) {
        database.update("INSERT INTO azalai.schedule (pipeline) VALUES (?) ON CONFLICT DO NOTHING", pipeline);
        return database.first(
                        "SELECT since FROM azalai.schedule WHERE pipeline = ?",
                        row -> row.getTimestamp(1).toInstant(),
                        pipeline)
                .orElseThrow();
    }

    /** The last firing that was taken or recorded; empty before the first. */
    Optional<Instant> last(String pipeline) {
        return database.first(
                "SELECT scheduled_at FROM azalai.run WHERE pipeline = ? AND scheduled_at IS NOT NULL ORDER BY scheduled_at DESC LIMIT 1",
                row -> row.getTimestamp(1).toInstant(),
                pipeline);
    }

    /** How the run of the last firing before an instant ended; empty if there is none that began. */
    Optional<String> stateBefore(String pipeline, Instant firing) {
        return database.first(
                "SELECT state FROM azalai.run WHERE pipeline = ? AND scheduled_at < ? AND state <> 'missed' ORDER BY scheduled_at DESC, id DESC LIMIT 1",
                row -> row.getString(1),
                pipeline,
                firing.atOffset(ZoneOffset.UTC));
    }

    /** Records firings nobody answered; each but the first stands for itself, the first also for {@code older} before it. */
    void missed(String pipeline, List<Instant> firings, long older) {
        database.update(
                """
                INSERT INTO azalai.run (pipeline, trigger, state, scheduled_at, ended_at, missed)
                SELECT ?, 'schedule', 'missed', at, clock_timestamp(), CASE WHEN n = 1 THEN 1 + ? ELSE 1 END
                FROM unnest(?::timestamptz[]) WITH ORDINALITY AS firing (at, n)
                ON CONFLICT (pipeline, scheduled_at, trigger) WHERE scheduled_at IS NOT NULL DO NOTHING
                """, pipeline, older, firings.stream().map(Instant::toString).toArray(String[]::new));
    }

    /** Firings whose run was cut off by the application's end and never made up for, oldest first. */
    List<Instant> cutOff(String pipeline) {
        return database.query("""
                SELECT scheduled_at FROM azalai.run r WHERE pipeline = ? AND scheduled_at IS NOT NULL AND state = 'failed'
                  AND error = 'the application stopped' AND trigger = 'schedule'
                  AND NOT EXISTS (SELECT FROM azalai.run later WHERE later.pipeline = r.pipeline AND later.id > r.id AND later.state = 'success' AND later.trigger <> 'size')
                  AND NOT EXISTS (SELECT FROM azalai.run again WHERE again.pipeline = r.pipeline AND again.scheduled_at = r.scheduled_at AND again.trigger = 'catch-up')
                ORDER BY scheduled_at
                """, row -> row.getTimestamp(1).toInstant(), pipeline);
    }

    /** What the pipeline's source looked like at the last successful run; empty before. */
    Optional<String> fingerprint(String pipeline) {
        return database
                .query(
                        "SELECT coalesce(fingerprint, '') FROM azalai.schedule WHERE pipeline = ?",
                        row -> row.getString(1),
                        pipeline)
                .stream()
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    void fingerprint(String pipeline, String fingerprint) {
        database.update(
                "INSERT INTO azalai.schedule (pipeline, fingerprint) VALUES (?, ?) ON CONFLICT (pipeline) DO UPDATE SET fingerprint = excluded.fingerprint",
                pipeline,
                fingerprint);
    }
}
