package azalai.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where people read: progress and errors, both on standard error. */
final class Terminal {
    /** A command that a sentence names: {@code ./azalai dead-letters list}. */
    private static final Pattern COMMAND =
            Pattern.compile("\\./azalai (?:(?:describe|cursor|offsets|dead-letters|services|password) )?[a-z][a-z-]+");

    private static volatile String folder = "";

    private Terminal() {}

    /** From now on commands that are named work on the folder that this one was given: {@code --sample --data demo}. */
    static void name(String options) {
        folder = options.isEmpty() ? "" : " " + options;
    }

    static void progress(String line) {
        System.err.println("· " + here(line));
    }

    static void error(String sentence) {
        System.err.println("azalai: " + here(sentence));
    }

    /** The sentence with its commands as this person has to write them. */
    static String here(String sentence) {
        return folder.isEmpty()
                ? sentence
                : COMMAND.matcher(sentence).replaceAll("$0" + Matcher.quoteReplacement(folder));
    }
}
