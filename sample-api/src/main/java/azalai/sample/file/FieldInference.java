package azalai.sample.file;

import azalai.sample.query.Field;
import azalai.sample.query.FieldType;
import azalai.sample.query.Schema;
import azalai.sample.query.Times;
import azalai.sample.recalls.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which fields a file has, and of which type: those of a known dataset as that dataset says, others by what every line
 * holds.
 */
final class FieldInference {
    private final String dataset;
    private final Form form;
    private final String published;
    private final Map<String, FieldType> types = new LinkedHashMap<>();

    FieldInference(String dataset) {
        this.dataset = dataset;
        this.form = Form.of(dataset);
        this.published = form == null ? null : form.schema().published().name();
    }

    /** Takes note of a line; returns its publication instant, epoch seconds, or Long.MIN_VALUE. */
    long see(Map<String, Object> values) {
        values.forEach((name, value) -> {
            boolean known = form != null && form.schema().find(name) != null;
            if (!known && value == null) {
                types.putIfAbsent(name, null);
            } else if (!known) {
                types.merge(name, type(value), FieldInference::common);
            }
        });
        if (published != null && values.get(published) instanceof String text) {
            Long second = Times.epochSecond(text);
            return second == null ? Long.MIN_VALUE : second;
        }
        return Long.MIN_VALUE;
    }

    private static FieldType common(FieldType one, FieldType other) {
        if (one == other) {
            return one;
        }
        boolean numbers = isNumber(one) && isNumber(other);
        return numbers ? FieldType.DOUBLE : FieldType.TEXT;
    }

    private static boolean isNumber(FieldType type) {
        return type == FieldType.INT || type == FieldType.DOUBLE;
    }

    private static FieldType type(Object value) {
        if (value instanceof Boolean) {
            return FieldType.BOOLEAN;
        }
        if (value instanceof Number) {
            return value instanceof Integer || value instanceof Long ? FieldType.INT : FieldType.DOUBLE;
        }
        if (value instanceof String text && text.length() >= 10 && Times.epochSecond(text) != null) {
            return text.length() == 10 ? FieldType.DATE : FieldType.DATETIME;
        }
        return FieldType.TEXT;
    }

    Schema schema() {
        List<Field> fields = new ArrayList<>();
        List<String> order = List.of();
        if (form != null) {
            fields.addAll(form.schema().fields());
        }
        types.forEach((name, type) -> fields.add(new Field(name, type == null ? FieldType.TEXT : type, fields.size())));
        return new Schema(dataset, fields, published, order);
    }
}
