package azalai.cli;

import azalai.Application;
import azalai.config.Configuration;
import azalai.error.Failure;
import azalai.error.Refusal;
import azalai.pipeline.DeclaredPipelines;
import azalai.pipeline.Pipeline;
import azalai.pipeline.PipelineNames;
import azalai.pipeline.RunRequest;
import azalai.pipeline.Trigger;
import azalai.run.RunResult;
import azalai.service.control.ControlClient;
import azalai.service.servers.EmbeddedServers.Server;
import java.nio.channels.FileLock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code azalai run PIPELINE}: one run, waited for. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Runs a pipeline and waits for its end.")
final class RunCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's name, as in recalls.")
    private String pipeline;

    @Option(names = "--full", description = "Read everything, whatever the cursor says.")
    private boolean full;

    @Option(
            names = "--accept-withdrawals",
            description = "With --full: withdraw what the source no longer shows, however much it is.")
    private boolean acceptWithdrawals;

    @Option(names = "--from", paramLabel = "DAY", description = "First publication day of a backfill, UTC, inclusive.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last publication day of a backfill, UTC, inclusive.")
    private LocalDate to;

    @Option(
            names = "--each",
            description = "With --from and --to: a run for each interval of the schedule, one after the other.")
    private boolean each;

    private final Progress progress = Progress.shown();

    @Override
    public Integer call() throws Exception {
        RunRequest asked = request();
        try (StopSignal signal = new StopSignal();
                Session session = new Session(options)) {
            PipelineNames.check(session.configuration(), pipeline);
            List<RunRequest> requests = each ? each(session.configuration()) : List.of(asked);
            Optional<FileLock> lock = session.ownIfFree();
            if (lock.isEmpty()) {
                // The run is the owner's: this process only watches.
                signal.letGo(() -> Terminal.progress(
                        "azalai up goes on with it; ./azalai runs shows it, ./azalai cancel ends it"));
                return all(requests, request -> askOwner(session, request));
            }
            try (FileLock owned = lock.get()) {
                Configuration configuration = session.with(EnumSet.allOf(Server.class));
                try (Application application = Application.start(configuration, session.data())) {
                    signal.stopBy(() -> application.runs().cancelAll("Ctrl-C or a signal"));
                    return all(requests, request -> application.runs().execute(request, progress));
                }
            }
        }
    }

    /** One after the other; the first that does not succeed is the last. */
    private int all(List<RunRequest> requests, Function<RunRequest, RunResult> execute) throws Exception {
        for (RunRequest request : requests) {
            if (print(execute.apply(request)) != 0) {
                return 1;
            }
        }
        return 0;
    }

    private List<RunRequest> each(Configuration configuration) {
        Pipeline declared = DeclaredPipelines.read(configuration, pipeline);
        List<RunRequest> requests = declared.intervals(from, to).stream()
                .map(interval -> RunRequest.backfill(declared, interval))
                .toList();
        if (requests.isEmpty()) {
            throw new Refusal("No interval of %s begins from %s to %s.".formatted(pipeline, from, to));
        }
        return requests;
    }

    private RunResult askOwner(Session session, RunRequest request) {
        Optional<ControlClient> owner = ControlClient.find(session.data());
        if (owner.isPresent()) {
            return owner.get().execute(request, session.given(), progress);
        }
        throw new Failure(session.activeRun(pipeline)
                .map(id -> "Run %d of %s is active: wait for it to end.".formatted(id, pipeline))
                .orElse(
                        "Another azalai works on the data folder %s: wait for it to end, or give another folder with --data."
                                .formatted(session.data().folder())));
    }

    private RunRequest request() {
        if ((from == null) != (to == null)) {
            throw new Refusal("--from and --to go together: a backfill has a first and a last day.");
        }
        if (from != null && from.isAfter(to)) {
            throw new Refusal("--from %s is after --to %s.".formatted(from, to));
        }
        if (each && from == null) {
            throw new Refusal("--each goes with --from and --to: it runs the intervals that begin on those days.");
        }
        if (from != null && full) {
            throw new Refusal("--full reads everything: leave --from and --to out.");
        }
        if (acceptWithdrawals && !full) {
            throw new Refusal("--accept-withdrawals goes with --full: say that the run is to read everything.");
        }
        if (acceptWithdrawals) {
            return RunRequest.now(pipeline, Trigger.MANUAL, true).acceptingWithdrawals();
        }
        return from == null ? RunRequest.now(pipeline, Trigger.MANUAL, full) : RunRequest.backfill(pipeline, from, to);
    }

    private int print(RunResult result) throws Exception {
        progress.close();
        result.notices().forEach(Terminal::progress);
        if (result.error() != null) {
            Terminal.error(result.error());
        }
        if (options.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("run", result.run());
            json.put("pipeline", result.pipeline());
            json.put("state", result.state());
            RunResult.COUNTED.forEach(name -> json.put(name, result.counts().getOrDefault(name, 0L)));
            json.put("seconds", Double.parseDouble(result.seconds()));
            System.out.println(Json.line(json));
        } else {
            System.out.println(result.summary());
        }
        return result.error() == null ? 0 : 1;
    }
}
