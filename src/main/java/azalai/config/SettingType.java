package azalai.config;

import azalai.error.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the values of a setting look like: how a declaration writes it, and what is refused. */
public final class SettingType {
    /** One kind of types, as a person writes it in a declaration and as the documentation tells it. */
    public record Kind(String form, String meaning) {}

    /** What a value is held to. @throws Refusal naming the setting */
    interface Check {
        void of(String name, String value);
    }

    private record Reader(Kind kind, Pattern pattern, Function<MatchResult, Check> check) {}

    private static final String OPTIONAL = "optional ";

    private static final List<Reader> READERS = List.of(
            fixed("text", "any text", ValueChecks.ANY),
            fixed("name", "letters, digits, `.`, `_` and `-`", ValueChecks.NAME),
            fixed("secret", "any text; no message shows it", ValueChecks.ANY),
            new Reader(
                    new Kind("secret 12..", "a secret of so many characters at least"),
                    Pattern.compile("secret (\\d{1,3})\\.\\."),
                    found -> ValueChecks.secret(Integer.parseInt(found.group(1)))),
            new Reader(
                    new Kind("number 0..100", "a whole number, the bounds included"),
                    Pattern.compile("number (-?\\d{1,18})\\.\\.(-?\\d{1,18})"),
                    found -> ValueChecks.number(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)))),
            fixed("share", "a number from 0 to 1, as in `0.1`", ValueChecks.SHARE),
            new Reader(
                    new Kind("one of a, b, c", "one of these words"),
                    Pattern.compile("one of ([^,\\s]+(?:, ?[^,\\s]+)*)"),
                    found -> ValueChecks.oneOf(found.group(1).split(", ?"))),
            fixed("duration", "`500ms`, `5s`, `10m`, `1h`, `7d`, `PT60S` or `0`", Durations::parse),
            fixed("day", "as in `2026-01-31`", ValueChecks::day),
            fixed(
                    "schedule",
                    "a quartz cron as in `0 0 6 * * ?`, a five-field cron, `@daily`, `@hourly`, or an interval such as `PT60S`",
                    Schedules::check),
            fixed("time zone", "as in `Europe/Paris`", ValueChecks::zone),
            fixed("url", "an address as in `https://example.org`, without `?` and `#`", ValueChecks.URL),
            fixed("path", "a file or a folder", ValueChecks.ANY),
            fixed("paths", "files or folders, comma-separated", ValueChecks.PATHS),
            fixed("topic", "the name of a Kafka topic", ValueChecks.TOPIC),
            fixed("table", "the name of a table in lower case, with or without its schema", ValueChecks.TABLE),
            fixed("brokers", "as in `host1:9092,host2:9092`, or `embedded`", ValueChecks.BROKERS),
            fixed("jdbc url", "as in `jdbc:postgresql://host:5432/database`, or `embedded`", ValueChecks.JDBC_URL),
            fixed("spark master", "as in `local[*]`, `spark://host:7077`, `yarn` or `k8s://…`", ValueChecks.MASTER),
            fixed("heap", "`512m` at least and no more than the machine has, as in `2g`", ValueChecks::heap));

    private final String written;
    private final boolean optional;
    private final Check check;

    private SettingType(String written, boolean optional, Check check) {
        this.written = written;
        this.optional = optional;
        this.check = check;
    }

    /** Every kind of types there is. */
    public static List<Kind> kinds() {
        return READERS.stream().map(Reader::kind).toList();
    }

    /** The type of this writing, as in {@code optional number 1..100}; empty if there is none. */
    static Optional<SettingType> read(String text) {
        boolean optional = text.startsWith(OPTIONAL);
        String written = optional ? text.substring(OPTIONAL.length()).strip() : text;
        for (Reader reader : READERS) {
            Matcher matcher = reader.pattern().matcher(written);
            if (matcher.matches()) {
                return Optional.of(
                        new SettingType(text, optional, reader.check().apply(matcher)));
            }
        }
        return Optional.empty();
    }

    /** What to write instead of an unknown type. */
    static String known(String unknown) {
        List<String> forms = new ArrayList<>(kinds().stream().map(Kind::form).toList());
        return forms.stream()
                .min(Comparator.comparingInt(form -> Distance.between(unknown, form)))
                .filter(form -> Distance.between(unknown, form) <= Math.max(2, unknown.length() / 3))
                .map("did you mean '%s'?"::formatted)
                .orElse("there are %s, each with 'optional' before it where empty is allowed."
                        .formatted(String.join("; ", forms)));
    }

    /** The same type with empty allowed. */
    SettingType orEmpty() {
        return optional ? this : new SettingType(OPTIONAL + written, true, check);
    }

    /** Whether a setting of this type may be empty. */
    public boolean optional() {
        return optional;
    }

    /** @throws Refusal naming the setting if it cannot have this value */
    void check(String name, String value) {
        if (!value.isEmpty() || !optional) {
            check.of(name, value);
        }
    }

    /** As declarations write it. */
    @Override
    public String toString() {
        return written;
    }

    private static Reader fixed(String form, String meaning, Check check) {
        return new Reader(new Kind(form, meaning), Pattern.compile(Pattern.quote(form)), found -> check);
    }
}
