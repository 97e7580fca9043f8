package azalai.run;

import azalai.database.Database;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** The tables {@code azalai.run} and {@code azalai.task}: what ran, when, and how it ended. */
public final class Ledger {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Database database;

    /** The ledger in this database. */
    public Ledger(Database database) {
        this.database = database;
    }

    /** Writes a queued run and gives its number. */
    long queued(RunRequest request) {
        return database.first(
                        "INSERT INTO azalai.run (pipeline, trigger, state, full_run, interval_from, interval_to) VALUES (?, ?, 'queued', ?, ?, ?) RETURNING id",
                        row -> row.getLong(1),
                        request.pipeline(),
                        request.trigger().label(),
                        request.full(),
                        request.from() == null
                                ? null
                                : request.from().atStartOfDay().atOffset(ZoneOffset.UTC),
                        request.to() == null
                                ? null
                                : request.to().plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC))
                .orElseThrow();
    }

    void running(long run) {
        database.update("UPDATE azalai.run SET state = 'running', started_at = clock_timestamp() WHERE id = ?", run);
    }

    void ended(Run run, String state, Map<String, Long> counts, String error) {
        database.update(
                "UPDATE azalai.run SET state = ?, ended_at = clock_timestamp(), full_run = ?, source = ?, counts = ?::jsonb, error = ? WHERE id = ?",
                state,
                run.full(),
                run.source(),
                json(counts),
                error,
                run.id());
    }

    /** Closes the runs and tasks of a pipeline that an application left open when it was cut off. */
    void closeInterrupted(String pipeline) {
        database.query("""
                UPDATE azalai.run SET state = 'failed', ended_at = clock_timestamp(), error = 'the application stopped'
                WHERE pipeline = ? AND state IN ('queued', 'running') RETURNING id
                """, row -> row.getLong(1), pipeline).forEach(this::closeTasks);
    }

    /** The number of the pipeline's run under way; empty if none is. */
    public Optional<Long> active(String pipeline) {
        return database.first(
                "SELECT id FROM azalai.run WHERE pipeline = ? AND state IN ('queued', 'running') ORDER BY id DESC LIMIT 1",
                row -> row.getLong(1),
                pipeline);
    }

    void task(long run, String name) {
        database.update("INSERT INTO azalai.task (run_id, name, state) VALUES (?, ?, 'none')", run, name);
    }

    void attempt(long run, String task, int attempt) {
        database.update(
                "UPDATE azalai.task SET state = 'running', attempts = ?, started_at = clock_timestamp(), ended_at = NULL, error = NULL WHERE run_id = ? AND name = ?",
                attempt,
                run,
                task);
    }

    void taskEnded(long run, String task, String state, Map<String, Long> counts, String error) {
        database.update(
                "UPDATE azalai.task SET state = ?, ended_at = clock_timestamp(), counts = ?::jsonb, error = ? WHERE run_id = ? AND name = ?",
                state,
                json(counts),
                error,
                run,
                task);
    }

    void upForRetry(long run, String task) {
        database.update("UPDATE azalai.task SET state = 'up_for_retry' WHERE run_id = ? AND name = ?", run, task);
    }

    /** What a failed run leaves behind: a task up for retry has failed, those not begun never will. */
    void closeTasks(long run) {
        database.update(
                "UPDATE azalai.task SET state = 'failed', ended_at = coalesce(ended_at, clock_timestamp()), error = coalesce(error, 'the application stopped') WHERE run_id = ? AND state IN ('running', 'up_for_retry')",
                run);
        database.update(
                "UPDATE azalai.task SET state = 'upstream_failed' WHERE run_id = ? AND state IN ('none', 'scheduled', 'queued')",
                run);
    }

    private static String json(Map<String, Long> counts) {
        try {
            return counts == null ? null : JSON.writeValueAsString(counts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
