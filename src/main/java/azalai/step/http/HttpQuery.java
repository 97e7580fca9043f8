package azalai.step.http;

import azalai.error.LastingFailure;
import azalai.ledger.CursorKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The addresses that a run asks: a part of the source each, with where to begin and to end, and what is secret, filled in. */
final class HttpQuery {
    private static final String SINCE = "{since}";
    private static final String UNTIL = "{until}";

    private final String url;
    private final Map<String, String> query;
    private final HttpSecrets secrets;
    private final String since;
    private final String until;

    /** @param since where to begin, as the API is to read it; null = at the beginning; @param until likewise */
    HttpQuery(String url, Map<String, String> query, HttpSecrets secrets, String since, String until) {
        this.url = url;
        this.query = query;
        this.secrets = secrets;
        this.since = since;
        this.until = until;
    }

    /** The address of a part: {@code {0}} is its name, {@code {1}} its first value. */
    HttpAddress of(List<String> part) {
        HttpAddress address = HttpAddress.of(filled(url, part));
        for (Map.Entry<String, String> entry : query.entrySet()) {
            String value = entry.getValue();
            if (value.contains(SINCE) && since == null || value.contains(UNTIL) && until == null) {
                continue;
            }
            value = since == null ? value : value.replace(SINCE, since);
            value = until == null ? value : value.replace(UNTIL, until);
            address = address.with(entry.getKey(), filled(value, part));
        }
        return address;
    }

    private String filled(String text, List<String> part) {
        String filled = text;
        for (int i = 0; i < part.size(); i++) {
            filled = filled.replace("{" + i + "}", part.get(i));
        }
        return secrets.fill(filled);
    }

    /** A cursor's value as an API reads it: as day, instant, epoch, epoch-millis, or as it is. */
    static String format(String value, CursorKind kind, String format) {
        if (format.isBlank() || format.equals(kind.title())) {
            return value;
        }
        Instant instant = CursorKind.INSTANT.read(value).map(Instant::parse).orElse(null);
        if (instant == null || kind == CursorKind.NUMBER || kind == CursorKind.TEXT) {
            throw new LastingFailure(
                    "The cursor's value '%s' cannot be written as %s: check sinceFormat.".formatted(value, format),
                    null);
        }
        return switch (format) {
            case "day" -> LocalDate.ofInstant(instant, ZoneOffset.UTC).toString();
            case "instant" -> instant.toString();
            case "epoch" -> String.valueOf(instant.getEpochSecond());
            default -> String.valueOf(instant.toEpochMilli());
        };
    }
}
