package azalai.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How a kamelet's parameters write lists of fields: {@code a,b,c} and {@code old=new,older=newer}. */
public final class Fields {
    private Fields() {}

    /** The names of a comma-separated list, in order, without blanks and empty parts. */
    public static List<String> list(String text) {
        List<String> names = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                names.add(part.strip());
            }
        }
        return List.copyOf(names);
    }

    /**
     * The pairs of a comma-separated list {@code key=value}, in order.
     *
     * @throws IllegalArgumentException if a part has no {@code =} or an empty side
     */
    public static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String part : list(text)) {
            String[] sides = part.split("=", 2);
            if (sides.length < 2 || sides[0].isBlank() || sides[1].isBlank()) {
                throw new IllegalArgumentException("'%s' is not a pair of fields; write old=new".formatted(part));
            }
            pairs.put(sides[0].strip(), sides[1].strip());
        }
        return pairs;
    }

    /**
     * The entries of a list {@code name=value; name=value}, in order; a value may hold commas and {@code =}, and may be
     * empty.
     *
     * @throws IllegalArgumentException if an entry has no {@code =} or no name
     */
    public static Map<String, String> entries(String text) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String entry : text.split(";")) {
            if (entry.isBlank()) {
                continue;
            }
            int equals = entry.indexOf('=');
            if (equals < 0 || entry.substring(0, equals).isBlank()) {
                throw new IllegalArgumentException(
                        "'%s' is no entry; write name=value, with ; between two".formatted(entry.strip()));
            }
            entries.put(
                    entry.substring(0, equals).strip(),
                    entry.substring(equals + 1).strip());
        }
        return entries;
    }
}
