package azalai.sample;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The query parameters of a request. */
final class Parameters {
    private final Map<String, List<String>> values = new LinkedHashMap<>();

    /** Reads a raw query; null gives none. */
    Parameters(String rawQuery) {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return;
        }
        for (String pair : rawQuery.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            values.computeIfAbsent(decoded(name), unused -> new ArrayList<>()).add(decoded(value));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.parameter("Invalid percent-encoding in the query: " + text);
        }
    }

    /** The last value of that name, or null. */
    String get(String name) {
        List<String> all = values.get(name);
        return all == null ? null : all.get(all.size() - 1);
    }

    /** Every value of that name. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** An integer within bounds, which the error names as the real API does. */
    int integer(String name, int otherwise, int least, int most) {
        String text = get(name);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        String expected = most == Integer.MAX_VALUE ? name + " >= " + least : least + " <= " + name + " <= " + most;
        try {
            long value = Long.parseLong(text.strip());
            if (value >= least && value <= most) {
                return (int) value;
            }
        } catch (NumberFormatException notANumber) {
            expected = "an integer";
        }
        throw ApiError.parameter("Invalid value for " + name + " API parameter: " + text + " was found but " + expected
                + " is expected.");
    }

    /** {@code timezone}, UTC by default. */
    ZoneId zone() {
        String text = get("timezone");
        if (text == null || text.isBlank() || text.equalsIgnoreCase("UTC")) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw ApiError.parameter("Invalid value for timezone API parameter: " + text
                    + " was found but a time zone such as Europe/Paris is expected.");
        }
    }
}
