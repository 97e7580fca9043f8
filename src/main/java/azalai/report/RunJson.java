package azalai.report;

import azalai.ledger.RunRow;
import azalai.ledger.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs, tasks and stages as programs read them: snake_case names, ISO instants, seconds, null where nothing is known. */
public final class RunJson {
    private RunJson() {}

    /** A run; {@code now} ends the time of one under way. */
    public static Map<String, Object> of(RunRow run, Instant now) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", run.id());
        json.put("pipeline", run.pipeline());
        json.put("trigger", run.trigger());
        json.put("state", run.state());
        json.put(
                "interval_from",
                run.interval() == null ? null : iso(run.interval().from()));
        json.put(
                "interval_to",
                run.interval() == null ? null : iso(run.interval().to()));
        json.put("scheduled_at", iso(run.scheduledAt()));
        json.put("queued_at", iso(run.queuedAt()));
        json.put("started_at", iso(run.startedAt()));
        json.put("ended_at", iso(run.endedAt()));
        json.put("seen_at", iso(run.seenAt()));
        json.put("seconds", seconds(run.took(now)));
        json.put("full", run.full());
        json.put("source", run.source());
        json.put("counts", run.counts());
        json.put("missed", run.missed() == 0 ? null : run.missed());
        json.put("error", run.error());
        return json;
    }

    /** A task; {@code now} ends the time of one under way. */
    public static Map<String, Object> of(TaskRow task, Instant now) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", task.name());
        json.put("state", task.state());
        json.put("attempts", task.attempts());
        json.put("started_at", iso(task.startedAt()));
        json.put("ended_at", iso(task.endedAt()));
        json.put("seconds", seconds(task.took(now)));
        json.put("times", task.times());
        json.put("counts", task.counts());
        json.put("error", task.error());
        return json;
    }

    /** A stage of a run. */
    public static Map<String, Object> of(Stage stage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", stage.name());
        json.put("seconds", seconds(stage.took()));
        json.put("records", stage.records());
        json.put("records_per_second", stage.perSecond());
        return json;
    }

    private static String iso(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static Double seconds(Duration took) {
        return took == null ? null : took.toMillis() / 1000.0;
    }
}
