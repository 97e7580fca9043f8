package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.PageStep;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Gives fields a type: what cannot be read as one of it leaves null and counts as {@code unread.<field>}. */
public final class CastFields extends PageStep {
    private static final Set<String> TYPES = Set.of("text", "integer", "number", "boolean");
    private static final int LONGEST = 100;

    private Map<String, String> types = Map.of();

    /**
     * The types as {@code field=type}, comma-separated: text, integer, number or boolean.
     *
     * @throws IllegalArgumentException on another type
     */
    public void setTypes(String types) {
        this.types = Fields.pairs(types);
        this.types.values().forEach(type -> {
            if (!TYPES.contains(type)) {
                throw new IllegalArgumentException(
                        "'%s' is no type; write text, integer, number or boolean".formatted(type));
            }
        });
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            types.forEach((field, type) -> {
                Object value = record.get(field);
                if (value != null) {
                    Object cast = cast(value, type);
                    record.put(field, cast);
                    if (cast == null) {
                        counts.add("unread." + field, 1);
                    }
                }
            });
        }
    }

    private static Object cast(Object value, String type) {
        if (type.equals("text")) {
            return RetypeFields.json(value);
        }
        String text = value.toString().strip();
        if (type.equals("boolean")) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true", "yes", "1" -> true;
                case "false", "no", "0" -> false;
                default -> null;
            };
        }
        // Without exponents: 1e999999999 would be computed.
        if (text.length() > LONGEST || !text.matches("[+-]?\\d+(\\.\\d+)?")) {
            return null;
        }
        BigDecimal number = new BigDecimal(text);
        try {
            return type.equals("number") ? number : (Object) number.toBigIntegerExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }
}
