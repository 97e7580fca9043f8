package azalai.cli;

import azalai.error.Refusal;
import azalai.ledger.Clearing;
import azalai.pipeline.DeclaredPipelines;
import azalai.pipeline.Pipeline;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code azalai clear}: runs firings again, with their intervals. */
@Command(
        name = "clear",
        mixinStandardHelpOptions = true,
        description = "Queues a run, or a pipeline's firings of some days, once more, each with its interval.")
final class ClearCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Parameters(paramLabel = "RUN|PIPELINE", description = "A run's number, or a pipeline with --from and --to.")
    private String what;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "First day on which an interval begins, in the pipeline's zone.")
    private LocalDate from;

    @Option(names = "--to", paramLabel = "DAY", description = "Last such day.")
    private LocalDate to;

    @Override
    public Integer call() {
        boolean one = what.matches("\\d{1,18}");
        if (one == (from != null) || (from == null) != (to == null)) {
            throw new Refusal("Say which: ./azalai clear RUN, or ./azalai clear PIPELINE --from DAY --to DAY.");
        }
        return StoredData.in(options, one ? null : what, stored -> {
            Clearing clearing = new Clearing(stored.database());
            String name = one ? clearing.pipeline(Long.parseLong(what)) : what;
            Pipeline pipeline = DeclaredPipelines.read(stored.configuration()).stream()
                    .filter(declared -> declared.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new Refusal(
                            "Run %s was one of pipeline %s, which is no longer there.".formatted(what, name)));
            List<Long> queued = one
                    ? clearing.again(pipeline, Long.parseLong(what)).stream().toList()
                    : clearing.again(pipeline, from, to);
            print(queued);
        });
    }

    private void print(List<Long> queued) throws Exception {
        if (options.json()) {
            System.out.println(Json.line(Map.of("queued", queued)));
            return;
        }
        queued.forEach(run -> System.out.println("run %d: queued".formatted(run)));
        Terminal.progress(
                queued.isEmpty()
                        ? "nothing to run again: no firing of that time has ended, or they are queued already"
                        : "./azalai up executes them, one after the other");
    }
}
