package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.PageStep;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Fills a column of type int from a number or its text. What is not a whole number of 32 bits leaves null and counts as
 * {@code unread.<into>}.
 */
public final class ParseInteger extends PageStep {
    /** Longer texts are no int; also keeps {@code 1e999999999} from being computed. */
    private static final int LONGEST = 16;

    private String from;
    private String into;

    /** The field with the number; it is removed unless it is {@code into}. */
    public void setFrom(String from) {
        this.from = from;
    }

    /** The field for the int. */
    public void setInto(String into) {
        this.into = into;
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            Object value = record.remove(from);
            Integer number = number(value);
            record.put(into, number);
            if (value != null && number == null) {
                counts.add("unread." + into, 1);
            }
        }
    }

    private static Integer number(Object value) {
        if (value instanceof Integer || value == null) {
            return (Integer) value;
        }
        String text = value.toString().strip();
        if (text.length() > LONGEST || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            return null;
        }
        try {
            return new BigDecimal(text).intValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }
}
