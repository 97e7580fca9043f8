package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.PageStep;
import azalai.page.ParallelArrays;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a record of each element of a list, with the record's other fields. An element that is an object gives its
 * fields, another one stands in the field itself; an object of parallel arrays gives a record a row. A record without
 * elements goes, and counts as {@code empty.<field>}.
 */
public final class ExplodeField extends PageStep {
    private String field;

    /** The field with the list, or with the parallel arrays. */
    public void setField(String field) {
        this.field = field;
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        List<Map<String, Object>> exploded = new ArrayList<>();
        for (Map<String, Object> record : page) {
            Object value = record.remove(field);
            List<?> elements = value instanceof Map<?, ?> columns
                    ? rows(columns)
                    : value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
            if (elements.isEmpty()) {
                counts.add("empty." + field, 1);
            }
            elements.forEach(element -> exploded.add(with(record, element)));
        }
        page.clear();
        page.addAll(exploded);
    }

    private List<?> rows(Map<?, ?> columns) {
        try {
            return ParallelArrays.rows(columns);
        } catch (IllegalArgumentException e) {
            throw new azalai.error.LastingFailure(
                    "The field %s has %s: it cannot be exploded.".formatted(field, e.getMessage()), e);
        }
    }

    private Map<String, Object> with(Map<String, Object> record, Object element) {
        Map<String, Object> one = new LinkedHashMap<>(record);
        if (element instanceof Map<?, ?> fields) {
            fields.forEach((name, value) -> one.put(String.valueOf(name), value));
        } else {
            one.put(field, element);
        }
        return one;
    }
}
