package azalai.cli;

import azalai.config.Day;
import azalai.error.Refusal;
import azalai.error.Sentences;
import java.time.DateTimeException;
import java.time.LocalDate;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line's root and the process's entry. */
@Command(
        name = "azalai",
        description = "Data pipelines declared as Camel routes: an API to Kafka to PostgreSQL, exactly once.",
        mixinStandardHelpOptions = true,
        versionProvider = Azalai.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            RunCommand.class,
            PipelinesCommand.class,
            RunsCommand.class,
            DescribeCommand.class,
            CancelCommand.class,
            ClearCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            CursorCommand.class,
            OffsetsCommand.class,
            DeadLettersCommand.class,
            SqlCommand.class,
            PasswordCommand.class,
            ServicesCommand.class
        })
public final class Azalai implements Runnable {
    private static final int INTERRUPTED = 130;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /** Runs the command line and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Azalai());
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            LoggerFactory.getLogger(Azalai.class).error("Command {} failed", command.getCommandName(), e);
            if (StopSignal.came()) {
                return INTERRUPTED;
            }
            Terminal.error(Sentences.of(e));
            return e instanceof Refusal ? 2 : 1;
        });
        // SQL may begin with a comment.
        line.getSubcommands().get("sql").setUnmatchedOptionsArePositionalParams(true);
        line.registerConverter(LocalDate.class, Azalai::day);
        line.setParameterExceptionHandler((e, arguments) -> {
            Terminal.error(WrongUsage.sentence(e));
            return 2;
        });
        return line;
    }

    private static LocalDate day(String text) {
        try {
            return Day.parse(text);
        } catch (DateTimeException e) {
            throw new CommandLine.TypeConversionException("'%s' is no day: write it as in 2026-01-31".formatted(text));
        }
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say which command");
    }

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Azalai.class.getPackage().getImplementationVersion();
            return new String[] {"azalai " + (version == null ? "(unpacked)" : version)};
        }
    }
}
