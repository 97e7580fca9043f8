package azalai.run;

import azalai.database.Database;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables {@code azalai.run} and {@code azalai.task}: what ran, when, and how it ended. */
public final class Ledger {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STOPPED = "the application stopped";

    private final Database database;

    /** The ledger in this database. */
    public Ledger(Database database) {
        this.database = database;
    }

    /**
     * Writes a queued run and gives its number; empty if the firing it answers was taken already, by this application or
     * another.
     */
    Optional<Long> queued(RunRequest request) {
        Interval interval = request.interval();
        return database.first(
                """
                INSERT INTO azalai.run (pipeline, trigger, state, full_run, interval_from, interval_to, scheduled_at)
                VALUES (?, ?, 'queued', ?, ?, ?, ?)
                ON CONFLICT (pipeline, scheduled_at, trigger) WHERE scheduled_at IS NOT NULL DO NOTHING RETURNING id
                """,
                row -> row.getLong(1),
                request.pipeline(),
                request.trigger().label(),
                request.full(),
                interval == null ? null : time(interval.from()),
                interval == null ? null : time(interval.to()),
                time(request.scheduledAt()));
    }

    /** The run begins: its tasks are known, those of the first stage are next. */
    void running(long run, List<List<String>> stages) {
        String[] tasks = stages.stream().flatMap(List::stream).toArray(String[]::new);
        String[] first = stages.isEmpty() ? new String[0] : stages.get(0).toArray(String[]::new);
        database.update("""
                WITH started AS (UPDATE azalai.run SET state = 'running', started_at = clock_timestamp() WHERE id = ?)
                INSERT INTO azalai.task (run_id, name, state, times)
                SELECT ?, name, CASE WHEN name = ANY (?) THEN 'scheduled' ELSE 'none' END,
                  jsonb_build_object('none', now()) || CASE WHEN name = ANY (?) THEN jsonb_build_object('scheduled', clock_timestamp()) ELSE '{}' END
                FROM unnest(?) AS name
                """, run, run, first, first, tasks);
    }

    void ended(Run run, String state, Map<String, Long> counts, String error) {
        database.update("""
                WITH tasks AS (
                  UPDATE azalai.task SET
                    state = CASE WHEN state IN ('running', 'up_for_retry') THEN CASE ? WHEN 'cancelled' THEN 'cancelled' ELSE 'failed' END
                                 ELSE CASE ? WHEN 'success' THEN 'skipped' WHEN 'cancelled' THEN 'cancelled' ELSE 'upstream_failed' END END,
                    ended_at = CASE WHEN state IN ('running', 'up_for_retry') THEN clock_timestamp() ELSE ended_at END
                  WHERE run_id = ? AND state IN ('none', 'scheduled', 'queued', 'running', 'up_for_retry'))
                UPDATE azalai.run SET state = ?, ended_at = clock_timestamp(), full_run = ?, source = ?, counts = ?::jsonb, error = ? WHERE id = ?
                """, state, state, run.id(), state, run.full(), run.source(), json(counts), error, run.id());
    }

    /** A run that never began: {@code skipped} or {@code cancelled}. */
    void notBegun(long run, String state, String reason) {
        database.update(
                "UPDATE azalai.run SET state = ?, ended_at = clock_timestamp(), error = ? WHERE id = ? AND state = 'queued'",
                state,
                reason,
                run);
    }

    /**
     * Closes the runs and tasks of a pipeline that an application left open when it was cut off. To be called with the
     * pipeline's lock held: nobody executes a run of it then, and a queued one whose application lives takes the free
     * lock at once.
     *
     * @param waiting queued runs of this application
     */
    void closeInterrupted(String pipeline, Collection<Long> waiting) {
        database.update("""
                WITH closed AS (
                  UPDATE azalai.run SET state = 'failed', ended_at = clock_timestamp(), error = ?
                  WHERE pipeline = ? AND id <> ALL (?)
                    AND (state = 'running' OR state = 'queued' AND queued_at < clock_timestamp() - interval '1 minute') RETURNING id)
                UPDATE azalai.task t SET
                  state = CASE WHEN t.state IN ('running', 'up_for_retry') THEN 'failed' ELSE 'upstream_failed' END,
                  ended_at = CASE WHEN t.state IN ('running', 'up_for_retry') THEN clock_timestamp() END,
                  error = CASE WHEN t.state IN ('running', 'up_for_retry') THEN ? END
                FROM closed WHERE t.run_id = closed.id AND t.state IN ('none', 'scheduled', 'queued', 'running', 'up_for_retry')
                """, STOPPED, pipeline, waiting.toArray(Long[]::new), STOPPED);
    }

    /** Whether the ledger is there: the first run makes it. */
    public boolean exists() {
        return database.first("SELECT to_regclass('azalai.run') IS NOT NULL", row -> row.getBoolean(1))
                .orElseThrow();
    }

    /** The number of the pipeline's run under way; empty if none is. */
    public Optional<Long> active(String pipeline) {
        return database.first(
                "SELECT id FROM azalai.run WHERE pipeline = ? AND state IN ('queued', 'running') ORDER BY state DESC, id LIMIT 1",
                row -> row.getLong(1),
                pipeline);
    }

    /** An attempt begins: the task was queued when its step was reached, and runs now. */
    void attempt(long run, String task, int attempt) {
        database.update("""
                UPDATE azalai.task SET state = 'running', attempts = ?, started_at = clock_timestamp(), ended_at = NULL, error = NULL,
                  times = times || jsonb_build_object('queued', now(), 'running', clock_timestamp())
                WHERE run_id = ? AND name = ?
                """, attempt, run, task);
    }

    /** An attempt ended; with success, the tasks that waited for it are next. */
    void attemptEnded(
            long run, String task, String state, Map<String, Long> counts, String error, Collection<String> next) {
        database.update("""
                WITH ended AS (
                  UPDATE azalai.task SET state = ?, ended_at = clock_timestamp(), counts = ?::jsonb, error = ?,
                    times = times || jsonb_build_object(?, clock_timestamp())
                  WHERE run_id = ? AND name = ?)
                UPDATE azalai.task SET state = 'scheduled', times = times || jsonb_build_object('scheduled', clock_timestamp())
                WHERE run_id = ? AND name = ANY (?) AND state = 'none'
                """, state, json(counts), error, state, run, task, run, next.toArray(String[]::new));
    }

    void upForRetry(long run, String task) {
        database.update(
                "UPDATE azalai.task SET state = 'up_for_retry', times = times || jsonb_build_object('up_for_retry', clock_timestamp()) WHERE run_id = ? AND name = ?",
                run,
                task);
    }

    private static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static String json(Map<String, Long> counts) {
        try {
            return counts == null ? null : JSON.writeValueAsString(counts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
