package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.PageStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Replaces an object by its fields, {@code owner_name}, and objects in it likewise; lists stay as they are. */
public final class FlattenFields extends PageStep {
    private List<String> fields = List.of();
    private String separator = "_";

    /** The fields with objects, comma-separated; empty = all. */
    public void setFields(String fields) {
        this.fields = Fields.list(fields);
    }

    /** What stands between the names. */
    public void setSeparator(String separator) {
        this.separator = separator;
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            for (String field : fields.isEmpty() ? new ArrayList<>(record.keySet()) : fields) {
                if (record.get(field) instanceof Map<?, ?> object) {
                    record.remove(field);
                    put(record, field, object);
                }
            }
        }
    }

    private void put(Map<String, Object> record, String name, Map<?, ?> object) {
        object.forEach((key, value) -> {
            String inner = name + separator + key;
            if (value instanceof Map<?, ?> map) {
                put(record, inner, map);
            } else {
                record.put(inner, value);
            }
        });
    }
}
