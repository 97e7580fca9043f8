package azalai.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Columns beside each other, as weather services answer: an object whose arrays hold a value a row each. */
public final class ParallelArrays {
    private ParallelArrays() {}

    /**
     * The rows; a field that is no array is the same in each.
     *
     * @throws IllegalArgumentException saying which arrays differ in length, or that there is none
     */
    public static List<Map<String, Object>> rows(Map<?, ?> columns) {
        String first = null;
        int size = 0;
        for (Map.Entry<?, ?> column : columns.entrySet()) {
            if (column.getValue() instanceof List<?> values) {
                if (first != null && values.size() != size) {
                    throw new IllegalArgumentException(
                            "%d values in %s, but %d in %s".formatted(size, first, values.size(), column.getKey()));
                }
                first = String.valueOf(column.getKey());
                size = values.size();
            }
        }
        if (first == null && !columns.isEmpty()) {
            throw new IllegalArgumentException("no arrays beside each other");
        }
        List<Map<String, Object>> rows = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (Map.Entry<?, ?> column : columns.entrySet()) {
                Object value = column.getValue() instanceof List<?> values ? values.get(i) : column.getValue();
                row.put(String.valueOf(column.getKey()), value);
            }
            rows.add(row);
        }
        return rows;
    }
}
