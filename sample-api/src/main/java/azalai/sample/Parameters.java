package azalai.sample;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The query parameters of a request. */
public final class Parameters {
    private final Map<String, List<String>> values = new HashMap<>();

    /** Reads a raw query; null gives none. */
    Parameters(String rawQuery) {
        for (String pair : rawQuery == null ? new String[0] : rawQuery.split("&")) {
            int equals = (pair + '=').indexOf('=');
            String value = pair.substring(Math.min(pair.length(), equals + 1));
            values.computeIfAbsent(decoded(pair.substring(0, equals)), unused -> new ArrayList<>())
                    .add(decoded(value));
        }
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ApiError(400, "InvalidRESTParameterError", "Invalid percent-encoding in the query: " + text);
        }
    }

    /** The last value of that name, or null. */
    public String get(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** Every value of that name. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** An integer within bounds, which the error names. */
    public int integer(String name, int otherwise, int least, int most) {
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
        throw ApiError.parameter(name, text, expected);
    }

    /** {@code timezone}, UTC by default. */
    public ZoneId zone() {
        String text = get("timezone");
        if (text == null || text.isBlank() || text.equalsIgnoreCase("UTC")) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw ApiError.parameter("timezone", text, "a time zone such as Europe/Paris");
        }
    }
}
