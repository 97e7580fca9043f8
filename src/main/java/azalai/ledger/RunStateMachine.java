package azalai.ledger;

import azalai.database.Database;
import azalai.error.Failure;
import azalai.error.SqlFailures;
import azalai.pipeline.Interval;
import azalai.pipeline.RunRequest;
import azalai.pipeline.Trigger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The life of a run: every transition, each one statement that names the state it comes from and, of a running one, its
 * owner. What dead owners leave is closed by {@link DeadRuns}. docs/runs.md draws it.
 */
public final class RunStateMachine {
    private static final String TASKS = """
            jsonb_to_recordset(?::jsonb) AS t (name text, state text, attempts int, started_at timestamptz,
              ended_at timestamptz, times jsonb, counts jsonb, error text)""";

    /**
     * A run that this application executes from now on.
     *
     * @param startedAt by the database's clock
     */
    public record Claimed(long id, Instant startedAt, RunRequest request) {}

    /**
     * What a run tells of itself when it ends.
     *
     * @param full whether it read its whole source
     * @param source what it read; null if that was never known
     * @param counts records by name
     * @param error why it failed, in one sentence; null when it did not
     */
    public record Result(boolean full, String source, Map<String, Long> counts, String error) {}

    private final Database database;
    private final Owner owner;

    /** Runs in this database, claimed for this owner. */
    public RunStateMachine(Database database, Owner owner) {
        this.database = database;
        this.owner = owner;
    }

    /** → queued. */
    public long queue(RunRequest request) {
        return insert(request, "'queued', NULL, NULL, NULL").orElseThrow().id();
    }

    /** → running; empty if a run of the pipeline is running. */
    public Optional<Claimed> begin(RunRequest request) {
        return insert(request, "'running', '%s', clock_timestamp(), clock_timestamp()".formatted(owner.token()));
    }

    private Optional<Claimed> insert(RunRequest request, String state) {
        Interval interval = request.interval();
        return database.first(
                """
                INSERT INTO azalai.run (pipeline, trigger, full_run, interval_from, interval_to, scheduled_at, request,
                  state, owner, seen_at, started_at)
                VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, %s) ON CONFLICT (pipeline) WHERE state = 'running' DO NOTHING
                RETURNING id, started_at
                """.formatted(state),
                row -> new Claimed(row.getLong("id"), instant(row, "started_at"), request),
                request.pipeline(),
                request.trigger().label(),
                request.full(),
                interval == null ? null : interval.from().atOffset(ZoneOffset.UTC),
                interval == null ? null : interval.to().atOffset(ZoneOffset.UTC),
                request.scheduledAt() == null ? null : request.scheduledAt().atOffset(ZoneOffset.UTC),
                LedgerJson.write(request));
    }

    /**
     * queued → running: the oldest firing or request of any of these pipelines that has no run under way. What a paused
     * schedule asked for waits.
     */
    public Optional<Claimed> claim(Collection<String> pipelines) {
        return claimOne("""
                q.pipeline = ANY (?) AND NOT (q.trigger IN ('schedule', 'catch-up') AND EXISTS (
                  SELECT FROM azalai.schedule s WHERE s.pipeline = q.pipeline AND s.paused_at IS NOT NULL))""", (Object) pipelines.toArray(String[]::new));
    }

    /** queued → running: this one, if nothing of its pipeline is under way or was there before it. */
    public Optional<Claimed> claim(long run) {
        return claimOne("""
                q.id = ? AND NOT EXISTS (
                  SELECT FROM azalai.run o WHERE o.pipeline = q.pipeline AND o.state = 'queued'
                    AND (coalesce(o.scheduled_at, o.queued_at), o.id) < (coalesce(q.scheduled_at, q.queued_at), q.id))""", run);
    }

    private Optional<Claimed> claimOne(String which, Object parameter) {
        try {
            return database.first("""
                    UPDATE azalai.run SET state = 'running', owner = ?, seen_at = clock_timestamp(), started_at = clock_timestamp()
                    WHERE state = 'queued' AND id = (
                      SELECT q.id FROM azalai.run q
                      WHERE q.state = 'queued' AND %s
                        AND NOT EXISTS (SELECT FROM azalai.run r WHERE r.pipeline = q.pipeline AND r.state = 'running')
                      ORDER BY coalesce(q.scheduled_at, q.queued_at), q.id LIMIT 1 FOR UPDATE OF q SKIP LOCKED)
                    RETURNING id, pipeline, trigger, full_run, interval_from, interval_to, scheduled_at, request, started_at
                    """.formatted(which), RunStateMachine::claimed, owner.token(), parameter);
        } catch (Failure e) {
            if (SqlFailures.isDuplicate(e)) {
                // Another application claimed a run of the pipeline at this very moment.
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The tasks of a run just claimed. @return whether it is still this application's */
    public boolean started(long run, List<TaskEntry> tasks) {
        return holds("""
                tasks AS (INSERT INTO azalai.task (run_id, name, state, times)
                  SELECT mine.id, t.name, t.state, t.times FROM mine, %s)""".formatted(TASKS), run, tasks);
    }

    /** What became of some tasks. @return whether the run is still this application's */
    public boolean changed(long run, List<TaskEntry> tasks) {
        return holds(update(), run, tasks);
    }

    private static String update() {
        return """
                tasks AS (UPDATE azalai.task x SET state = t.state, attempts = t.attempts, started_at = t.started_at,
                    ended_at = t.ended_at, times = t.times, counts = t.counts, error = t.error
                  FROM mine, %s WHERE x.run_id = mine.id AND x.name = t.name)""".formatted(TASKS);
    }

    private boolean holds(String change, long run, List<TaskEntry> tasks) {
        return database.first(
                        """
                        WITH mine AS (SELECT id FROM azalai.run WHERE id = ? AND state = 'running' AND owner = ? FOR SHARE), %s
                        SELECT count(*) FROM mine""".formatted(change), row -> row.getLong(1) > 0, run, owner.token(), LedgerJson.write(tasks))
                .orElseThrow();
    }

    /** running → success, failed or cancelled, and with it all its tasks. @return whether it was still this application's */
    public boolean ended(long run, RunState end, Result result, List<TaskEntry> tasks) {
        return database.first(
                        """
                        WITH mine AS (
                          UPDATE azalai.run SET state = ?, ended_at = clock_timestamp(), full_run = ?, source = ?, counts = ?::jsonb, error = ?
                          WHERE id = ? AND state = 'running' AND owner = ? RETURNING id, pipeline, state, request),
                        looked AS (
                          UPDATE azalai.schedule s SET fingerprint = mine.request->>'look' FROM mine
                          WHERE s.pipeline = mine.pipeline AND mine.state = 'success' AND mine.request->>'look' IS NOT NULL), %s
                        SELECT count(*) FROM mine""".formatted(update()),
                        row -> row.getLong(1) > 0,
                        end.label(),
                        result.full(),
                        result.source(),
                        LedgerJson.write(result.counts()),
                        result.error(),
                        run,
                        owner.token(),
                        LedgerJson.write(tasks))
                .orElseThrow();
    }

    /** running → queued: whoever claims it next begins it anew. */
    public boolean handBack(long run) {
        return database.first("""
                        WITH mine AS (
                          UPDATE azalai.run SET state = 'queued', owner = NULL, seen_at = NULL, started_at = NULL
                          WHERE id = ? AND state = 'running' AND owner = ? RETURNING id),
                        tasks AS (DELETE FROM azalai.task t USING mine WHERE t.run_id = mine.id)
                        SELECT count(*) FROM mine""", row -> row.getLong(1) > 0, run, owner.token())
                .orElseThrow();
    }

    /** running → skipped: claimed, and found not to be due. */
    public void leaveOut(long run, String reason) {
        database.update("""
                UPDATE azalai.run SET state = 'skipped', started_at = NULL, ended_at = clock_timestamp(), error = ?
                WHERE id = ? AND state = 'running' AND owner = ?""", reason, run, owner.token());
    }

    /** queued → skipped, if another run of its pipeline is under way or waits before it. */
    public void skipIfBusy(long run) {
        database.update("""
                UPDATE azalai.run q SET state = 'skipped', ended_at = clock_timestamp(),
                  error = format('Run %s of %s is active: wait for it to end.', busy.id, busy.pipeline)
                FROM azalai.run busy
                WHERE q.id = ? AND q.state = 'queued' AND busy.pipeline = q.pipeline
                  AND (busy.state = 'running' OR busy.state = 'queued' AND busy.id < q.id)""", run);
    }

    /** queued → cancelled, by anyone. */
    boolean cancelQueued(long run, String reason) {
        return database.update(
                        "UPDATE azalai.run SET state = 'cancelled', ended_at = clock_timestamp(), error = ? WHERE id = ? AND state = 'queued'",
                        reason,
                        run)
                > 0;
    }

    /** Asks the owner of a run under way elsewhere to end it. */
    boolean askToCancel(long run, String by) {
        return database.update("UPDATE azalai.run SET cancel_by = ? WHERE id = ? AND state = 'running'", by, run) > 0;
    }

    private static Claimed claimed(ResultSet row) throws SQLException {
        Instant from = instant(row, "interval_from");
        RunRequest asked = row.getString("request") == null
                ? RunRequest.now(
                        row.getString("pipeline"), Trigger.of(row.getString("trigger")), row.getBoolean("full_run"))
                : LedgerJson.request(row.getString("request"));
        return new Claimed(
                row.getLong("id"),
                instant(row, "started_at"),
                asked.answering(
                        Trigger.of(row.getString("trigger")),
                        instant(row, "scheduled_at"),
                        from == null ? null : new Interval(from, instant(row, "interval_to"))));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
