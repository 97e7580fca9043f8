package azalai.sample.explore;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Dates and datetimes as the API reads and writes them. */
final class Times {
    private Times() {}

    /** {@code 2021-06-14T10:24:15+00:00}, in the given zone. */
    static String format(Instant instant, ZoneId zone) {
        ZonedDateTime time = instant.atZone(zone);
        String text = time.toLocalDateTime().toString();
        String offset = time.getOffset().getId();
        return text + (text.length() == 16 ? ":00" : "") + (offset.equals("Z") ? "+00:00" : offset);
    }

    /** The instant of a record's date or datetime, a date being midnight UTC; null if it is neither. */
    static Long epochSecond(String text) {
        return epochSecond(text, ZoneOffset.UTC);
    }

    /** The instant of a date literal: a year, month, day or datetime, in the given zone if it names none; else null. */
    static Long epochSecond(String text, ZoneId zone) {
        try {
            String iso = text.strip().replace('/', '-');
            return switch (iso.length()) {
                case 4 -> Year.parse(iso).atDay(1).atStartOfDay(zone).toEpochSecond();
                case 7 -> YearMonth.parse(iso).atDay(1).atStartOfDay(zone).toEpochSecond();
                case 10 -> LocalDate.parse(iso).atStartOfDay(zone).toEpochSecond();
                default -> dateTime(iso.replace(' ', 'T'), zone);
            };
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    private static long dateTime(String iso, ZoneId zone) {
        boolean hasOffset = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
        return hasOffset
                ? OffsetDateTime.parse(iso).toEpochSecond()
                : LocalDateTime.parse(iso).atZone(zone).toEpochSecond();
    }
}
