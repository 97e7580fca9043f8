package azalai.step.clean;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/** Takes the one value out of what an endpoint answers: rows of a table, a JSON text or a plain one. */
final class LookupAnswer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LookupAnswer() {}

    /**
     * The value; null if the answer holds none. Of several rows the first counts.
     *
     * @param answer rows, a row, or a text
     * @param field the row's column or the JSON object's field; null: the first column, or the whole text
     * @throws IllegalArgumentException if a field is asked of a text that is not JSON
     */
    static Object value(Object answer, String field) {
        if (answer instanceof List<?> rows) {
            return rows.isEmpty() ? null : value(rows.get(0), field);
        }
        if (answer instanceof Map<?, ?> row) {
            return plain(field == null ? row.values().stream().findFirst().orElse(null) : row.get(field));
        }
        String text = answer == null ? "" : answer.toString().strip();
        return text.isEmpty() ? null : field == null ? text : value(json(text, field), field);
    }

    private static Object json(String text, String field) {
        try {
            Object json = JSON.readValue(text, Object.class);
            if (json == null || json instanceof List || json instanceof Map) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the answer is not JSON, so it has no field '%s'".formatted(field), e);
        }
        throw new IllegalArgumentException("the answer is no JSON object, so it has no field '%s'".formatted(field));
    }

    /** Database types that JSON does not know become their text. */
    private static Object plain(Object value) {
        boolean known = value == null
                || value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof List
                || value instanceof Map;
        return known ? value : value.toString();
    }
}
