package azalai.cli;

import azalai.ledger.Offsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code azalai offsets}: how far a pipeline's tables have loaded their topics. */
@Command(
        name = "offsets",
        mixinStandardHelpOptions = true,
        description = "Shows or resets how far a pipeline's tables have loaded their topics.",
        synopsisSubcommandLabel = "COMMAND")
final class OffsetsCommand implements Runnable {
    @picocli.CommandLine.Spec
    private picocli.CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new picocli.CommandLine.ParameterException(spec.commandLine(), "Say show or reset");
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Prints the next offset of each partition.")
    int show(@Mixin CommonOptions options, @Parameters(paramLabel = "PIPELINE") String pipeline) {
        return StoredData.in(
                options,
                pipeline,
                fresh -> {},
                stored -> Table.print(options.json(), stored.database(), Offsets.OF_PIPELINE, pipeline));
    }

    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description =
                    "Forgets the offsets and sets the cursor back to what the rows have reached; the next run makes the table complete.")
    int reset(@Mixin CommonOptions options, @Parameters(paramLabel = "PIPELINE") String pipeline) {
        return StoredData.in(options, pipeline, stored -> {
            int partitions = new Offsets(stored.database()).reset(pipeline);
            if (partitions == 0) {
                Terminal.progress(pipeline + " has loaded no topic yet: there were no offsets to forget");
                return;
            }
            Terminal.progress(
                    "forgot the offsets of %d partition%s and set the cursor back to what was loaded; run %s to make its table complete, with --full if rows of it are gone"
                            .formatted(partitions, partitions == 1 ? "" : "s", pipeline));
        });
    }
}
