package azalai.cli;

import azalai.report.RunRow;
import azalai.report.Stage;
import azalai.report.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Runs, tasks and stages as programs read them: snake_case names, ISO instants, seconds, null where nothing is known. */
final class RunJson {
    private RunJson() {}

    static Map<String, Object> of(RunRow run, Instant now) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", run.id());
        json.put("pipeline", run.pipeline());
        json.put("trigger", run.trigger());
        json.put("state", run.state());
        json.put(
                "interval_from",
                run.interval() == null ? null : Text.iso(run.interval().from()));
        json.put(
                "interval_to",
                run.interval() == null ? null : Text.iso(run.interval().to()));
        json.put("scheduled_at", Text.iso(run.scheduledAt()));
        json.put("queued_at", Text.iso(run.queuedAt()));
        json.put("started_at", Text.iso(run.startedAt()));
        json.put("ended_at", Text.iso(run.endedAt()));
        json.put("seconds", seconds(run.took(now)));
        json.put("full", run.full());
        json.put("source", run.source());
        json.put("counts", run.counts());
        json.put("missed", run.missed() == 0 ? null : run.missed());
        json.put("error", run.error());
        return json;
    }

    static Map<String, Object> of(TaskRow task, Instant now) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", task.name());
        json.put("state", task.state());
        json.put("attempts", task.attempts());
        json.put("started_at", Text.iso(task.startedAt()));
        json.put("ended_at", Text.iso(task.endedAt()));
        json.put("seconds", seconds(task.took(now)));
        json.put("times", task.times());
        json.put("counts", task.counts());
        json.put("error", task.error());
        return json;
    }

    static Map<String, Object> of(Stage stage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", stage.name());
        json.put("seconds", seconds(stage.took()));
        json.put("records", stage.records());
        json.put("records_per_second", stage.perSecond());
        return json;
    }

    private static Double seconds(Duration took) {
        return took == null ? null : took.toMillis() / 1000.0;
    }
}
