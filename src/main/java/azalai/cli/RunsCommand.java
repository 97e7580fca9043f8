package azalai.cli;

import azalai.ledger.RunReports;
import azalai.ledger.RunRow;
import azalai.report.RunJson;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code azalai runs}: what ran, newest first. */
@Command(name = "runs", mixinStandardHelpOptions = true, description = "Lists runs, newest first.")
final class RunsCommand implements Callable<Integer> {
    /** The states of the contract. */
    enum State {
        queued,
        running,
        success,
        failed,
        skipped,
        missed,
        cancelled
    }

    @Mixin
    private CommonOptions options;

    @Parameters(paramLabel = "PIPELINE", arity = "0..1", description = "Only its runs (default: those of all).")
    private String pipeline;

    @Option(names = "--state", paramLabel = "STATE", description = "Only runs in this state: ${COMPLETION-CANDIDATES}.")
    private State state;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "So many at most (default: 20).")
    private int limit;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new azalai.error.Refusal("--limit %d lists nothing: give a number from 1 on.".formatted(limit));
        }
        return StoredData.in(options, pipeline, fresh -> listing(List.of()).print(options.json()), stored -> listing(
                        new RunReports(stored.database())
                                .list(pipeline, state == null ? null : state.name(), limit + 1))
                .print(options.json(), limit));
    }

    static Listing listing(Iterable<RunRow> runs) {
        Instant now = Instant.now();
        Listing listing = new Listing()
                .right("ID")
                .left("PIPELINE", "TRIGGER", "STATE", "SCHEDULED", "STARTED")
                .right("TOOK", "NEW", "CHANGED", "DEAD")
                .left("ERROR");
        for (RunRow run : runs) {
            listing.add(
                    RunJson.of(run, now),
                    run.id(),
                    run.pipeline(),
                    run.trigger(),
                    state(run, now),
                    Text.time(run.scheduledAt()),
                    Text.time(run.startedAt()),
                    Text.took(run.took(now)),
                    Text.count(run.counts().get("new")),
                    Text.count(run.counts().get("changed")),
                    Text.count(run.counts().get("dead")),
                    Text.brief(run.error()));
        }
        return listing;
    }

    private static String state(RunRow run, Instant now) {
        if (run.missed() > 1) {
            return "%s (%,d)".formatted(run.state(), run.missed());
        }
        return run.notSeenFor(now) == null
                ? run.state()
                : "%s, not seen for %d s"
                        .formatted(run.state(), run.notSeenFor(now).toSeconds());
    }
}
