package azalai.config;

import azalai.error.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them in the configuration: {@code 500ms}, {@code 5s}, {@code 10m}, {@code 1h}, {@code 7d}, {@code PT60S}, {@code 0}. */
public final class Durations {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private Durations() {}

    /**
     * Reads a duration.
     *
     * @param name the property it stands in, for the sentence
     * @throws Refusal if it cannot be read
     */
    public static Duration parse(String name, String text) {
        String trimmed = text.strip();
        if (trimmed.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = SHORT.matcher(trimmed);
        if (matcher.matches()) {
            long n = Long.parseLong(matcher.group(1));
            return switch (matcher.group(2)) {
                case "ms" -> Duration.ofMillis(n);
                case "s" -> Duration.ofSeconds(n);
                case "m" -> Duration.ofMinutes(n);
                case "h" -> Duration.ofHours(n);
                default -> Duration.ofDays(n);
            };
        }
        try {
            Duration duration = Duration.parse(trimmed);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (java.time.format.DateTimeParseException e) {
            throw refusal(name, text, e);
        }
        throw refusal(name, text, null);
    }

    /** The duration that a text is; empty if it is none. */
    static Optional<Duration> read(String text) {
        try {
            return Optional.of(parse("", text));
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    /** As a person writes it: {@code 10m}, {@code 500ms}. */
    public static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1_000 != 0 || millis == 0) {
            return millis + "ms";
        }
        long seconds = millis / 1_000;
        return seconds % 86_400 == 0
                ? seconds / 86_400 + "d"
                : seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static Refusal refusal(String name, String text, Exception cause) {
        return new Refusal(
                "The duration '%s' in %s cannot be read: write a number with ms, s, m, h or d, as in 7d."
                        .formatted(text, name),
                cause);
    }
}
