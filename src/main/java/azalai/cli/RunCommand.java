package azalai.cli;

import azalai.Application;
import azalai.Failure;
import azalai.Refusal;
import azalai.config.Configuration;
import azalai.control.ControlClient;
import azalai.run.RunRequest;
import azalai.run.RunResult;
import azalai.run.Trigger;
import azalai.services.EmbeddedServers.Server;
import java.nio.channels.FileLock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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

    private final Progress progress = Progress.shown();

    @Override
    public Integer call() throws Exception {
        RunRequest request = request();
        try (StopSignal signal = new StopSignal();
                Session session = new Session(options)) {
            PipelineNames.check(session.configuration(), pipeline);
            Optional<FileLock> lock = session.ownIfFree();
            if (lock.isEmpty()) {
                return print(askOwner(session, request));
            }
            try (FileLock owned = lock.get()) {
                Configuration configuration = session.with(EnumSet.allOf(Server.class));
                try (Application application = Application.start(configuration, session.data())) {
                    signal.stopBy(application.runs()::cancelAll);
                    return print(application.runs().execute(request, progress));
                }
            }
        }
    }

    private RunResult askOwner(Session session, RunRequest request) {
        Optional<ControlClient> owner = ControlClient.find(session.data());
        if (owner.isPresent()) {
            if (session.sample()) {
                session.with(Set.of(Server.SAMPLE));
            }
            return owner.get().execute(request, progress);
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
