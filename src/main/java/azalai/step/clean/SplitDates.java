package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.PageStep;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a French period in the texts of its two days: "Du 01/02/2021 au 03/02/2021" gives both, "Depuis le …" the
 * start, "Jusqu'au …" the end. Any other text stays whole in the start field and counts as {@code unread.<from>}.
 */
public final class SplitDates extends PageStep {
    private static final String DAY = "(\\d{1,2}/\\d{1,2}/\\d{4})";
    private static final Pattern PERIOD = Pattern.compile(
            "\\s*(?:du\\s+" + DAY + "\\s+au\\s+" + DAY + "|depuis\\s+le\\s+" + DAY + "|jusqu['’]au\\s+" + DAY + ")\\s*",
            Pattern.CASE_INSENSITIVE);

    private String from;
    private String start;
    private String end;

    /** The field with the period; it is removed. */
    public void setFrom(String from) {
        this.from = from;
    }

    /** The field for the first day, as the source writes it. */
    public void setStart(String start) {
        this.start = start;
    }

    /** The field for the last day, as the source writes it. */
    public void setEnd(String end) {
        this.end = end;
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            Object value = record.remove(from);
            Matcher period = PERIOD.matcher(value == null ? "" : value.toString());
            boolean read = period.matches();
            record.put(start, read ? first(period.group(1), period.group(3)) : value);
            record.put(end, read ? first(period.group(2), period.group(4)) : null);
            if (!read && value != null) {
                counts.add("unread." + from, 1);
            }
        }
    }

    private static String first(String one, String other) {
        return one == null ? other : one;
    }
}
