package azalai.step.load;

import azalai.error.Failure;
import azalai.error.LastingFailure;
import azalai.protocol.LoadExit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why a load's process ended badly, in one sentence. */
final class LoadFailures {
    /** The head of a stack trace, before its message. */
    private static final Pattern THROWN = Pattern.compile(
            "^(?:.*Exception in thread \"[^\"]*\" |.*Caused by: )?(?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:Exception|Error)(?:: |$)");

    private static final Pattern FRAME =
            Pattern.compile("^\\s*(?:at |\\.\\.\\. \\d+ more)|\\b[a-z]\\w*(?:\\.[a-z]\\w*)+\\.[A-Z]");

    /** Spark's own, of org.apache.spark.util.SparkExitCode. */
    private static final int OUT_OF_MEMORY = 52;

    private LoadFailures() {}

    /**
     * The failure of a load.
     *
     * @param code its exit code
     * @param heap what its JVM was given
     */
    static Failure of(ChildProcess child, int code, String heap, Path log) {
        // A lasting refusal may quote these words from a record.
        if (code == OUT_OF_MEMORY || code != LoadExit.REFUSED && child.printed("java.lang.OutOfMemoryError")) {
            return new LastingFailure(
                    "The Spark load ran out of memory with a heap of %s and changed nothing: give it more with load.heap in application.properties or -Dload.heap=…, and run again; see %s."
                            .formatted(heap, log),
                    null);
        }
        String sentence = sentence(child, code, log);
        return code == LoadExit.REFUSED ? new LastingFailure(sentence, null) : new Failure(sentence);
    }

    private static String sentence(ChildProcess child, int code, Path log) {
        List<String> lines = child.lastLines(200);
        return lines.stream()
                .filter(line -> line.startsWith(LoadExit.SENTENCE))
                .reduce((first, last) -> last)
                .map(line -> line.substring(LoadExit.SENTENCE.length()))
                .map(line -> line.endsWith(".") ? line : line + ".")
                .orElseGet(() -> "The Spark load ended with exit code %d%s: see %s."
                        .formatted(
                                code, lastWords(lines).map(" (%s)"::formatted).orElse(""), log));
    }

    /** What it said at its end; a stack trace says it in its head or in the cause that lies under it. */
    private static Optional<String> lastWords(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.of("it said nothing");
        }
        return lines.stream()
                .filter(line -> THROWN.matcher(line).find())
                .reduce((first, last) -> last)
                .or(() -> Optional.of(lines.get(lines.size() - 1)))
                .map(line -> THROWN.matcher(line).replaceFirst("").strip())
                .filter(line -> !FRAME.matcher(line).find())
                .filter(line -> !line.isEmpty())
                .map(line -> line.replaceFirst("\\.$", ""));
    }
}
