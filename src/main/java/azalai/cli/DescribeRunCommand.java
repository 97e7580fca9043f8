package azalai.cli;

import azalai.ledger.LoadRow;
import azalai.ledger.RunReports;
import azalai.ledger.RunRow;
import azalai.ledger.TaskRow;
import azalai.pipeline.DeclaredPipelines;
import azalai.pipeline.Pipeline;
import azalai.report.RunJson;
import azalai.report.Stage;
import azalai.report.Stages;
import azalai.run.CountNotices;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code azalai describe run}: a run, its tasks, and where its time went. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Shows a run, its tasks, and where its time went.")
final class DescribeRunCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Parameters(paramLabel = "ID", description = "The run's number, as runs lists it.")
    private long id;

    @Override
    public Integer call() {
        return StoredData.in(
                options,
                null,
                fresh -> {
                    throw CancelCommand.noRun(id);
                },
                stored -> {
                    RunReports reports = new RunReports(stored.database());
                    RunRow run = reports.find(id).orElseThrow(() -> CancelCommand.noRun(id));
                    Optional<Pipeline> pipeline = DeclaredPipelines.read(stored.configuration()).stream()
                            .filter(found -> found.name().equals(run.pipeline()))
                            .findFirst();
                    List<String> declared = pipeline.map(Pipeline::tasks).orElse(List.of());
                    List<TaskRow> tasks = reports.tasks(id).stream()
                            .map(task ->
                                    pipeline.isEmpty() || declared.contains(task.name()) ? task : task.as("removed"))
                            .sorted(Comparator.comparingInt(task -> place(declared, task.name())))
                            .toList();
                    print(run, tasks, reports.loads(id), Instant.now());
                });
    }

    /** As declared; what was removed comes last. */
    private static int place(List<String> declared, String task) {
        int place = declared.indexOf(task);
        return place < 0 ? declared.size() : place;
    }

    private void print(RunRow run, List<TaskRow> tasks, List<LoadRow> loads, Instant now) {
        List<Stage> stages = Stages.of(tasks, loads);
        if (options.json()) {
            Map<String, Object> json = RunJson.of(run, now);
            json.put("tasks", tasks.stream().map(task -> RunJson.of(task, now)).toList());
            json.put("stages", stages.stream().map(RunJson::of).toList());
            json.put(
                    "slowest",
                    Stages.slowest(stages, run.took(now)).map(Stage::name).orElse(null));
            System.out.println(Json.line(json));
        } else {
            System.out.print(Terminal.here(text(run, tasks, loads, now)));
        }
    }

    static String text(RunRow run, List<TaskRow> tasks, List<LoadRow> loads, Instant now) {
        StringBuilder out = new StringBuilder(facts(run, tasks, loads, now).text());
        if (!tasks.isEmpty()) {
            out.append(System.lineSeparator()).append(tasks(tasks, now).text());
        }
        List<Stage> stages = Stages.of(tasks, loads);
        Stages.slowest(stages, run.took(now)).ifPresent(slowest -> out.append(System.lineSeparator())
                .append(stages(stages).text())
                .append("Slowest: %s, %s of %s.%n"
                        .formatted(slowest.name(), Text.took(slowest.took()), Text.took(took(run, stages, now)))));
        return out.toString();
    }

    private static Duration took(RunRow run, List<Stage> stages, Instant now) {
        Duration sum = stages.stream().map(Stage::took).reduce(Duration.ZERO, Duration::plus);
        return Objects.requireNonNullElse(run.took(now), sum);
    }

    private static Details facts(RunRow run, List<TaskRow> tasks, List<LoadRow> loads, Instant now) {
        return new Details()
                .add("Run", run.id())
                .add("Pipeline", run.pipeline())
                .add(
                        "State",
                        run.missed() > 1
                                ? "%s: stands for %,d firings".formatted(run.state(), run.missed())
                                : run.state())
                .add(
                        "Not seen for",
                        run.notSeenFor(now) == null
                                ? null
                                : Text.took(run.notSeenFor(now)) + ": the application that executes it may be gone")
                .add("Trigger", run.trigger())
                .add(
                        "Interval",
                        run.interval() == null
                                ? null
                                : "%s to %s"
                                        .formatted(
                                                Text.time(run.interval().from()),
                                                Text.time(run.interval().to())))
                .add("Scheduled", Text.time(run.scheduledAt()))
                .add("Queued", Text.time(run.queuedAt()))
                .add("Started", Text.time(run.startedAt()))
                .add("Ended", Text.time(run.endedAt()))
                .add("Took", Text.took(run.took(now)))
                .add("Read", run.source() == null ? null : run.source() + (run.full() ? ", all of it" : ""))
                .add("Records", Text.counts(run.counts()))
                .add(
                        "Not withdrawn",
                        loads.stream()
                                .map(LoadRow::notWithdrawn)
                                .filter(Objects::nonNull)
                                .collect(Collectors.joining("\n")))
                .add(
                        "Noticed",
                        tasks.stream()
                                .flatMap(task -> CountNotices.of(run.pipeline(), task.counts()).stream())
                                .distinct()
                                .collect(Collectors.joining("\n")))
                .add("Error", run.error());
    }

    private static Listing tasks(List<TaskRow> tasks, Instant now) {
        Listing listing = new Listing()
                .left("TASK", "STATE")
                .right("ATTEMPTS")
                .left("STARTED")
                .right("TOOK")
                .left("COUNTS", "ERROR");
        for (TaskRow task : tasks) {
            listing.add(
                    Map.of(),
                    task.name(),
                    task.state(),
                    task.attempts(),
                    Text.time(task.startedAt()),
                    Text.took(task.took(now)),
                    Text.counts(task.counts()),
                    task.error());
        }
        return listing;
    }

    private static Listing stages(List<Stage> stages) {
        Listing listing = new Listing().left("STAGE").right("TOOK", "RECORDS", "RECORDS/S");
        for (Stage stage : stages) {
            listing.add(
                    Map.of(),
                    stage.name(),
                    Text.took(stage.took()),
                    stage.records() == 0 ? null : Text.count(stage.records()),
                    stage.perSecond() == 0 ? null : Text.count(stage.perSecond()));
        }
        return listing;
    }
}
