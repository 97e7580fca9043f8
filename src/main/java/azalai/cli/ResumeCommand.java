package azalai.cli;

import azalai.ledger.Pauses;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code azalai resume}: the pipeline's schedule fires again. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = "Lets a paused pipeline's schedule fire again, and makes up for what it missed.")
final class ResumeCommand implements Callable<Integer> {
    @Mixin
    private CommonOptions options;

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's name, as in recalls.")
    private String pipeline;

    @Override
    public Integer call() {
        return StoredData.in(options, pipeline, stored -> {
            boolean changed = new Pauses(stored.database()).resume(pipeline);
            System.out.println(
                    options.json()
                            ? Json.line(Map.of("pipeline", pipeline, "paused", false, "changed", changed))
                            : pipeline + (changed ? ": resumed" : ": is not paused"));
        });
    }
}
