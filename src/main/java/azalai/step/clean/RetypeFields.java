package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.PageStep;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes every field text, so that a source that changes a type breaks nothing: a number, a boolean, a list or an object
 * becomes its JSON text and counts as {@code retyped.<field>}.
 */
public final class RetypeFields extends PageStep {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Set<String> except = Set.of();

    /** Fields that keep their type, comma-separated. */
    public void setExcept(String except) {
        this.except = new HashSet<>(Fields.list(except));
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            for (Map.Entry<String, Object> field : record.entrySet()) {
                Object value = field.getValue();
                if (value != null && !(value instanceof String) && !except.contains(field.getKey())) {
                    field.setValue(json(value));
                    counts.addNamed("retyped", field.getKey());
                }
            }
        }
    }

    /** The value's JSON text; a string as it is. */
    public static String json(Object value) {
        try {
            return value instanceof String text ? text : JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A value of %s has no JSON text".formatted(value.getClass()), e);
        }
    }
}
