package azalai.sample.query;

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
public final class Times {
    private Times() {}

    /** {@code 2021-06-14T10:24:15+00:00}, in the given zone. */
    public static String format(long epochSecond, ZoneId zone) {
        if (zone == ZoneOffset.UTC) {
            return utc(epochSecond);
        }
        ZonedDateTime time = Instant.ofEpochSecond(epochSecond).atZone(zone);
        String offset = time.getOffset().getId();
        String text = utc(time.toLocalDateTime().toEpochSecond(ZoneOffset.UTC));
        return text.substring(0, 19) + (offset.equals("Z") ? "+00:00" : offset);
    }

    /** Written by hand: an export writes one a row. */
    private static String utc(long epochSecond) {
        LocalDate day = LocalDate.ofEpochDay(Math.floorDiv(epochSecond, 86_400L));
        int second = (int) Math.floorMod(epochSecond, 86_400L);
        StringBuilder text = new StringBuilder(25).append(day).append('T');
        two(text, second / 3600).append(':');
        two(text, second / 60 % 60).append(':');
        two(text, second % 60);
        return text.append("+00:00").toString();
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }

    /** The instant of a record's date or datetime, a date being midnight UTC; null if it is neither. */
    public static Long epochSecond(String text) {
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
