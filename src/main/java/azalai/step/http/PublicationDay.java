package azalai.step.http;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** The day of a raw publication date, in UTC as the API compares: a day ({@code 2024-01-13}) or an instant. */
final class PublicationDay {
    private static final int DAY = "yyyy-mm-dd".length();

    private PublicationDay() {}

    /** The day; null if there is none or it cannot be read. */
    static LocalDate of(Object raw) {
        if (!(raw instanceof String text) || text.length() < DAY) {
            return null;
        }
        try {
            return text.length() == DAY
                    ? LocalDate.parse(text)
                    : OffsetDateTime.parse(text)
                            .atZoneSameInstant(ZoneOffset.UTC)
                            .toLocalDate();
        } catch (DateTimeException e) {
            // Lenient cleaning: such a record is carried on, the cleaning names the field; it only moves no cursor.
            return null;
        }
    }
}
