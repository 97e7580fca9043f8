package azalai.sample.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** One key of {@code order_by}. Nulls come last either way, as in the real API. */
public record SortKey(Field field, boolean descending) {
    private static final String CLAUSE = "order_by";

    /** Parses {@code "a desc, b"}; null or blank text gives no key. */
    public static List<SortKey> parse(String text, Schema schema) {
        List<SortKey> keys = new ArrayList<>();
        if (text == null || text.isBlank()) {
            return keys;
        }
        for (String part : text.split(",", -1)) {
            String[] words = part.strip().split("\\s+");
            if (words[0].isEmpty() || words.length > 2) {
                throw QueryException.syntax("unexpected '" + part.strip() + "' in " + text, CLAUSE);
            }
            String direction = words.length == 2 ? words[1].toLowerCase(Locale.ROOT) : "asc";
            if (!direction.equals("asc") && !direction.equals("desc")) {
                throw QueryException.syntax("unexpected " + words[1] + " in " + text, CLAUSE);
            }
            String name = words[0].replace("`", "");
            if (!name.matches("\\w+")) {
                throw QueryException.syntax("unexpected '" + name + "' in " + text, CLAUSE);
            }
            keys.add(new SortKey(schema.require(name, CLAUSE), direction.equals("desc")));
        }
        return keys;
    }

    /** What this key compares of a row, or null. */
    Comparable<?> of(Row row) {
        return Values.comparable(field, row.value(field));
    }

    /** Compares two arrays that hold one value for each key. */
    static Comparator<Comparable<?>[]> comparator(List<SortKey> keys) {
        return (left, right) -> {
            for (int i = 0; i < keys.size(); i++) {
                int order = compare(left[i], right[i], keys.get(i).descending());
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private static int compare(Comparable<?> left, Comparable<?> right, boolean descending) {
        if (left == null || right == null) {
            return left == right ? 0 : left == null ? 1 : -1;
        }
        int order = Values.compare(left, right);
        return descending ? -order : order;
    }
}
