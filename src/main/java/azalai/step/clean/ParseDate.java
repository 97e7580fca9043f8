package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.PageStep;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills a column of type date with the ISO day of a text, which itself stays. A text that cannot be read leaves null and
 * counts as {@code unread.<into>}.
 */
public final class ParseDate extends PageStep {
    private String from;
    private String into;
    private ZoneId timeZone = ZoneId.of("UTC");

    /** The field with the text. */
    public void setFrom(String from) {
        this.from = from;
    }

    /** The field for the day. */
    public void setInto(String into) {
        this.into = into;
    }

    /** The zone in which a datetime is a day. */
    public void setTimeZone(String timeZone) {
        this.timeZone = ZoneId.of(timeZone);
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            Object text = record.get(from);
            Optional<LocalDate> day = Days.day(text, timeZone);
            record.put(into, day.map(LocalDate::toString).orElse(null));
            if (text != null && day.isEmpty()) {
                counts.add("unread." + into, 1);
            }
        }
    }
}
