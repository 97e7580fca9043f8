package azalai.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code azalai describe}: everything that is known of one thing. */
@Command(
        name = "describe",
        mixinStandardHelpOptions = true,
        description = "Shows everything that is known of a pipeline or a run.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DescribePipelineCommand.class, DescribeRunCommand.class})
final class DescribeCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say pipeline or run");
    }
}
