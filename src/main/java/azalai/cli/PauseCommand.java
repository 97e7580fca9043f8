package azalai.cli;

import azalai.ledger.Pauses;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code azalai pause}: no firing of the pipeline's schedule is answered until it is resumed. */
@Command(
        name = "pause",
        mixinStandardHelpOptions = true,
        description = "Lets a pipeline's schedule rest, also across restarts; a run can still be asked for.")
final class PauseCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's name, as in recalls.")
    private String pipeline;

    @Override
    public Integer call() {
        return StoredData.in(options, pipeline, stored -> {
            boolean changed = new Pauses(stored.database()).pause(pipeline);
            System.out.println(
                    options.json()
                            ? Json.line(Map.of("pipeline", pipeline, "paused", true, "changed", changed))
                            : pipeline + (changed ? ": paused" : ": is paused already"));
        });
    }
}
