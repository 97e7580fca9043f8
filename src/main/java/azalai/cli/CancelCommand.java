package azalai.cli;

import azalai.error.Failure;
import azalai.error.Refusal;
import azalai.ledger.Cancelling;
import azalai.ledger.RunReports;
import azalai.ledger.RunRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code azalai cancel}: ends a run, whichever application on this database executes it. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = "Ends a run under way, or one that waits for its turn.")
final class CancelCommand implements Callable<Integer> {
    /** Its owner hears of it within two seconds, and a killed load is gone after 5 s at most; the rest is for the ledger. */
    private static final Duration TO_END = Duration.ofSeconds(20);

    @Mixin
    private CommonOptions options;

    @Parameters(paramLabel = "RUN", description = "The run's number, as runs lists it.")
    private long id;

    @Override
    public Integer call() {
        return StoredData.in(
                options,
                null,
                fresh -> {
                    throw noRun(id);
                },
                this::cancel);
    }

    static Refusal noRun(long id) {
        return new Refusal("There is no run %d: see ./azalai runs.".formatted(id));
    }

    private void cancel(StoredData stored) throws Exception {
        Cancelling cancelling = new Cancelling(stored.database());
        RunReports reports = new RunReports(stored.database());
        reports.find(id).orElseThrow(() -> noRun(id));
        boolean asked = cancelling.cancel(id, "azalai cancel");
        String state = cancelling.awaitEnd(id, asked ? TO_END : Duration.ZERO).orElseThrow(() -> noRun(id));
        if (state.equals("cancelled") && asked) {
            System.out.println(
                    options.json() ? Json.line(Map.of("run", id, "state", state)) : "run %d: cancelled".formatted(id));
        } else if (state.equals("running")) {
            RunRow run = reports.find(id).orElseThrow(() -> noRun(id));
            Duration silent = run.notSeenFor(Instant.now());
            throw new Failure(
                    silent == null
                            ? "Run %d was told to end and waits for something that cannot be broken off: ./azalai describe run %1$d shows when it has."
                                    .formatted(id)
                            : "Run %d was told to end, but the application that executes it was not seen for %s: if it is gone, the next ./azalai up or run closes it."
                                    .formatted(id, Text.took(silent)));
        } else {
            throw new Failure("Run %d has ended already: %s.".formatted(id, state));
        }
    }
}
