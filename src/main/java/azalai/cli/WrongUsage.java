package azalai.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What is wrong with a command line, in one sentence, and which help to read. */
final class WrongUsage {
    private WrongUsage() {}

    static String sentence(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String message = unknownCommand(e, command).strip();
        message = message.replaceAll(" is not an? (?:int|long)\\b", " is no whole number");
        return "%s%s See %s --help."
                .formatted(
                        message,
                        message.endsWith(".") ? "" : ".",
                        command.getCommandSpec().qualifiedName());
    }

    private static String unknownCommand(ParameterException e, CommandLine command) {
        List<String> unmatched =
                e instanceof CommandLine.UnmatchedArgumentException wrong ? wrong.getUnmatched() : List.of();
        if (unmatched.isEmpty()
                || unmatched.get(0).startsWith("-")
                || command.getSubcommands().isEmpty()) {
            return e.getMessage();
        }
        return "There is no command '%s'. There are: %s"
                .formatted(
                        unmatched.get(0),
                        String.join(", ", command.getSubcommands().keySet()));
    }
}
