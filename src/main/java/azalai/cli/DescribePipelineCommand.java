package azalai.cli;

import azalai.config.Configuration;
import azalai.ledger.Cursors;
import azalai.ledger.Pauses;
import azalai.ledger.RunReports;
import azalai.ledger.RunRow;
import azalai.pipeline.DeclaredPipelines;
import azalai.pipeline.Pipeline;
import azalai.pipeline.Retry;
import azalai.schedule.Timing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code azalai describe pipeline}: what it declares, how far it is, its last runs. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description = "Shows what a pipeline declares, how far it is, and its last runs.")
final class DescribePipelineCommand implements Callable<Integer> {
    private static final int FIRINGS = 3;
    private static final int RUNS = 5;

    @Mixin
    private CommonOptions options;

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's name, as in recalls.")
    private String name;

    @Override
    public Integer call() {
        return StoredData.in(
                options,
                name,
                fresh -> print(fresh, List.of(), null, List.of()),
                stored -> print(
                        stored.configuration(),
                        new Cursors(stored.database()).all(name),
                        new Pauses(stored.database()).all().get(name),
                        new RunReports(stored.database()).list(name, null, RUNS)));
    }

    private void print(Configuration configuration, List<Cursors.Cursor> cursors, Instant paused, List<RunRow> last)
            throws Exception {
        Pipeline pipeline = DeclaredPipelines.read(configuration, name);
        List<Instant> firings = firings(pipeline, Instant.now());
        Listing runs = RunsCommand.listing(last);
        if (options.json()) {
            Map<String, Object> json = json(pipeline, firings, cursors);
            json.put("paused_at", Text.iso(paused));
            json.put("last_runs", runs.objects());
            System.out.println(Json.line(json));
        } else {
            System.out.print(
                    Terminal.here(facts(pipeline, firings, cursors, paused).text()));
            if (!runs.objects().isEmpty()) {
                System.out.println();
                System.out.print(runs.text());
            }
        }
    }

    static Details facts(Pipeline pipeline, List<Instant> firings, List<Cursors.Cursor> cursors, Instant paused) {
        Pipeline.About about = pipeline.about();
        return new Details()
                .add("Name", pipeline.name())
                .add("Title", about.title())
                .add("Description", about.description().strip())
                .add("Owner", about.owner())
                .add("Requested by", about.requestedBy())
                .add("Tags", String.join(", ", about.tags()))
                .add("Inputs", String.join(", ", about.inputs()))
                .add("Outputs", String.join(", ", about.outputs()))
                .add(
                        "Schedule",
                        pipeline.schedule().isEmpty()
                                ? "none: by hand only"
                                : "%s (%s)".formatted(pipeline.schedule(), pipeline.zone()))
                .add(
                        "Paused",
                        paused == null
                                ? null
                                : "since %s: ./azalai resume %s".formatted(Text.time(paused), pipeline.name()))
                .add(
                        "Next firings",
                        firings.stream()
                                .map(firing -> Text.time(firing, pipeline.zone()))
                                .collect(Collectors.joining("\n")))
                .add("Catch-up", pipeline.schedule().isEmpty() ? null : catchUp(pipeline))
                .add("Overlap", pipeline.schedule().isEmpty() ? null : lower(pipeline.overlap()))
                .add("Depends on past", pipeline.dependsOnPast() ? "yes" : null)
                .add(
                        "Tasks",
                        pipeline.stages().stream()
                                .map(stage -> String.join(" + ", stage))
                                .collect(Collectors.joining(" → ")))
                .add(
                        "Retries",
                        pipeline.tasks().stream()
                                .map(task ->
                                        task + ": " + retries(pipeline.retries().get(task)))
                                .collect(Collectors.joining("\n")))
                .add(
                        "Time-outs",
                        pipeline.timeouts().entrySet().stream()
                                .map(timeout -> timeout.getKey() + ": " + Text.took(timeout.getValue()))
                                .collect(Collectors.joining("\n")))
                .add(
                        "Cursor",
                        cursors.stream()
                                .map(cursor -> "%s at %s".formatted(cursor.value(), cursor.source()))
                                .collect(Collectors.joining("\n")));
    }

    private static String catchUp(Pipeline pipeline) {
        return pipeline.effectiveCatchUp() == pipeline.catchUp()
                ? lower(pipeline.catchUp())
                : "%s, declared %s: treated as %1$s, since the pipeline does not use its interval (usesInterval)"
                        .formatted(lower(pipeline.effectiveCatchUp()), lower(pipeline.catchUp()));
    }

    private static String retries(Retry retry) {
        if (retry.retries() == 0) {
            return "none";
        }
        return "%d after %s%s"
                .formatted(
                        retry.retries(),
                        Text.took(retry.delay()),
                        retry.backOff() == Retry.BackOff.CONSTANT
                                ? ""
                                : ", doubling up to " + Text.took(retry.maxDelay()));
    }

    private static Map<String, Object> json(Pipeline pipeline, List<Instant> firings, List<Cursors.Cursor> cursors) {
        Pipeline.About about = pipeline.about();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", pipeline.name());
        json.put("title", about.title());
        json.put("description", about.description().strip());
        json.put("owner", about.owner());
        json.put("requested_by", about.requestedBy());
        json.put("tags", about.tags());
        json.put("inputs", about.inputs());
        json.put("outputs", about.outputs());
        json.put("schedule", pipeline.schedule());
        json.put("time_zone", pipeline.zone().getId());
        json.put("next_firings", firings.stream().map(Text::iso).toList());
        json.put("catch_up", lower(pipeline.effectiveCatchUp()));
        json.put("catch_up_declared", lower(pipeline.catchUp()));
        json.put("uses_interval", pipeline.usesInterval());
        json.put("takes_days", pipeline.takesDays());
        json.put("overlap", lower(pipeline.overlap()));
        json.put("depends_on_past", pipeline.dependsOnPast());
        json.put("stages", pipeline.stages());
        Map<String, Object> retries = new LinkedHashMap<>();
        pipeline.tasks()
                .forEach(task -> retries.put(task, json(pipeline.retries().get(task))));
        json.put("retries", retries);
        Map<String, Object> timeouts = new LinkedHashMap<>();
        pipeline.timeouts().forEach((task, timeout) -> timeouts.put(task, timeout.toMillis() / 1000.0));
        json.put("timeout_seconds", timeouts);
        json.put(
                "cursors",
                cursors.stream()
                        .map(cursor -> Map.of(
                                "source", cursor.source(), "kind", cursor.kind().title(), "value", cursor.value()))
                        .toList());
        return json;
    }

    private static Map<String, Object> json(Retry retry) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("retries", retry.retries());
        json.put("delay_seconds", retry.delay().toMillis() / 1000.0);
        json.put("back_off", lower(retry.backOff()));
        json.put("max_delay_seconds", retry.maxDelay().toMillis() / 1000.0);
        return json;
    }

    private static List<Instant> firings(Pipeline pipeline, Instant now) {
        List<Instant> firings = new ArrayList<>();
        Optional<Timing> timing = pipeline.timing();
        Optional<Instant> next = timing.flatMap(t -> t.next(now));
        while (next.isPresent() && firings.size() < FIRINGS) {
            firings.add(next.get());
            Instant last = next.get();
            next = timing.flatMap(t -> t.next(last));
        }
        return firings;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
