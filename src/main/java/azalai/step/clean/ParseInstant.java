package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.PageStep;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fills a column of type timestamptz with the instant of a text (UTC, ISO), which itself stays. A day is its midnight. A
 * text that cannot be read leaves null and counts as {@code unread.<into>}.
 */
public final class ParseInstant extends PageStep {
    private String from;
    private String into;
    private ZoneId timeZone = ZoneId.of("UTC");

    /** The field with the text. */
    public void setFrom(String from) {
        this.from = from;
    }

    /** The field for the instant. */
    public void setInto(String into) {
        this.into = into;
    }

    /** The zone of a day, and of a datetime that does not name its offset. */
    public void setTimeZone(String timeZone) {
        this.timeZone = ZoneId.of(timeZone);
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            Object text = record.get(from);
            Optional<Instant> instant = Days.instant(text, timeZone);
            record.put(into, instant.map(Instant::toString).orElse(null));
            if (text != null && instant.isEmpty()) {
                counts.add("unread." + into, 1);
            }
        }
    }
}
