package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.PageStep;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes days, and datetimes as days, in one way. A text that is no date stays as it is and is not counted: the step that
 * fills the typed column does that.
 */
public final class FormatDate extends PageStep {
    private List<String> fields = List.of();
    private DateTimeFormatter format = DateTimeFormatter.ISO_LOCAL_DATE;
    private ZoneId timeZone = ZoneId.of("UTC");

    /** The fields to rewrite, comma-separated. */
    public void setFields(String fields) {
        this.fields = Fields.list(fields);
    }

    /**
     * How a day shall read, as a pattern of Java's {@link DateTimeFormatter}.
     *
     * @throws IllegalArgumentException if it is no such pattern
     */
    public void setFormat(String format) {
        this.format = DateTimeFormatter.ofPattern(format, Locale.ROOT);
    }

    /** The zone in which a datetime is a day. */
    public void setTimeZone(String timeZone) {
        this.timeZone = ZoneId.of(timeZone);
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            for (String field : fields) {
                Days.day(record.get(field), timeZone).ifPresent(day -> record.put(field, format.format(day)));
            }
        }
    }
}
