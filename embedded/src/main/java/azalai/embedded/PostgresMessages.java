package azalai.embedded;

import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What PostgreSQL's programs say, for a person. */
final class PostgresMessages {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresMessages.class);
    private static final Pattern SERIOUS = Pattern.compile("\\b(?:FATAL|PANIC|error|ERROR|could not)\\b:?");

    private PostgresMessages() {}

    /** @return the last serious line of the output, or its last line; all of it goes to the log */
    static String reason(String output) {
        LOG.error("PostgreSQL says:\n{}", output);
        List<String> lines = output.lines().filter(line -> !line.isBlank()).toList();
        return lines.stream()
                .filter(line -> SERIOUS.matcher(line).find())
                .reduce((first, second) -> second)
                .or(() -> lines.stream().reduce((first, second) -> second))
                .map(line -> line.replaceFirst("^.*?\\b(?:FATAL|PANIC|ERROR|error):\\s+", "")
                        .strip())
                .orElse("it did not say why");
    }
}
