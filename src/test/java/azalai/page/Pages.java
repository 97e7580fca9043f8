package azalai.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Small pages for the tests of single steps. */
public final class Pages {
    private Pages() {}

    /** A record of the given names and values, in turn. */
    public static Map<String, Object> record(Object... namesAndValues) {
        Map<String, Object> record = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            record.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return record;
    }

    /** What a step makes of copies of the records. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static List<Map<String, Object>> clean(PageStep step, Counts counts, Map<String, Object>... records) {
        List<Map<String, Object>> page = new ArrayList<>();
        Arrays.stream(records).forEach(record -> page.add(new LinkedHashMap<>(record)));
        step.clean(page, counts);
        return page;
    }

    /** What a step makes of one value of one field. */
    public static Object clean(PageStep step, String field, Object value) {
        return clean(step, new Counts(), record(field, value)).get(0).get(field);
    }
}
