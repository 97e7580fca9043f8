package azalai.sample.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** One key of {@code order_by}. Nulls come last either way, as in the real API. */
public record SortKey(Field field, boolean descending) {
    private static final String ORDER_BY = "order_by";

    /** Parses {@code "a desc, b"}; null or blank text gives no key. */
    public static List<SortKey> parse(String text, Schema schema) {
        List<SortKey> keys = new ArrayList<>();
        for (String part : text == null || text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] words = part.strip().split("\\s+");
            if (words[0].isEmpty() || words.length > 2) {
                throw Clause.syntax("unexpected '" + part.strip() + "' in " + text, ORDER_BY);
            }
            String direction = words.length == 2 ? words[1].toLowerCase(Locale.ROOT) : "asc";
            if (!direction.equals("asc") && !direction.equals("desc")) {
                throw Clause.syntax("unexpected " + words[1] + " in " + text, ORDER_BY);
            }
            String name = words[0].replace("`", "");
            if (!name.matches("\\w+")) {
                throw Clause.syntax("unexpected '" + name + "' in " + text, ORDER_BY);
            }
            keys.add(new SortKey(schema.require(name, ORDER_BY), direction.equals("desc")));
        }
        return keys;
    }

    /** Compares two values of {@link Row#comparable}. */
    Comparator<Comparable<?>> comparator() {
        Comparator<Comparable<?>> order = Values::compare;
        return Comparator.nullsLast(descending ? order.reversed() : order);
    }
}
