package azalai.ledger;

import azalai.database.Database;
import azalai.pipeline.Interval;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Questions about runs, each one query that an index answers. */
public final class RunReports {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> TIMES = new TypeReference<>() {};

    private static final String RUNS = """
            SELECT id, pipeline, trigger, state, interval_from, interval_to, scheduled_at, queued_at, started_at, ended_at, seen_at,
                   full_run, source, counts, missed, error
            FROM azalai.run""";

    private final Database database;

    /** Asks this database. */
    public RunReports(Database database) {
        this.database = database;
    }

    /**
     * Runs, newest first.
     *
     * @param pipeline only those of this pipeline; null = of all
     * @param state only those in this state; null = in any
     * @param limit so many at most
     */
    public List<RunRow> list(String pipeline, String state, int limit) {
        String where = (pipeline == null ? " WHERE ?::text IS NULL" : " WHERE pipeline = ?")
                + (state == null ? " AND ?::text IS NULL" : " AND state = ?");
        return database.query(RUNS + where + " ORDER BY id DESC LIMIT ?", RunReports::run, pipeline, state, limit);
    }

    /** The run of this number; empty if there is none. */
    public Optional<RunRow> find(long id) {
        return database.first(RUNS + " WHERE id = ?", RunReports::run, id);
    }

    /** The tasks of a run, in the order they began, then by name. */
    public List<TaskRow> tasks(long run) {
        return database.query(
                """
                SELECT name, state, attempts, started_at, ended_at, times, counts, error FROM azalai.task WHERE run_id = ?
                ORDER BY times->>'running' NULLS LAST, name
                """,
                row -> new TaskRow(
                        row.getString("name"),
                        row.getString("state"),
                        row.getInt("attempts"),
                        instant(row, "started_at"),
                        instant(row, "ended_at"),
                        read(row.getString("times"), TIMES),
                        read(row.getString("counts"), COUNTS),
                        row.getString("error")),
                run);
    }

    /** The loads that a run's tasks committed, in their order. */
    public List<LoadRow> loads(long run) {
        return database.query(
                """
                SELECT id, topic, target, rows_read, ended_at, details->'millis' AS millis,
                  CASE WHEN bool_and(details->>'not_withdrawn' IS NOT NULL) OVER (PARTITION BY target)
                    AND id = min(id) OVER (PARTITION BY target) THEN details->>'not_withdrawn' END AS not_withdrawn
                FROM azalai.load WHERE run_id = ? ORDER BY id
                """,
                row -> new LoadRow(
                        row.getLong("id"),
                        row.getString("topic"),
                        row.getString("target"),
                        row.getLong("rows_read"),
                        instant(row, "ended_at"),
                        read(row.getString("millis"), COUNTS),
                        row.getString("not_withdrawn")),
                run);
    }

    private static RunRow run(ResultSet row) throws SQLException {
        Instant from = instant(row, "interval_from");
        return new RunRow(
                row.getLong("id"),
                row.getString("pipeline"),
                row.getString("trigger"),
                row.getString("state"),
                from == null ? null : new Interval(from, instant(row, "interval_to")),
                instant(row, "scheduled_at"),
                instant(row, "queued_at"),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                instant(row, "seen_at"),
                row.getBoolean("full_run"),
                row.getString("source"),
                read(row.getString("counts"), COUNTS),
                row.getInt("missed"),
                row.getString("error"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    private static <T> Map<String, T> read(String json, TypeReference<Map<String, T>> type) {
        try {
            return json == null ? Map.of() : JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The ledger holds JSON that is none: " + json, e);
        }
    }
}
