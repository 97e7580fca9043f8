package azalai.step.clean;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads days and instants as sources write them: ISO days and datetimes, {@code dd/mm/yyyy}, and French prose ("vendredi
 * 1er octobre 2021"). Strict about the calendar, so 30 February is not read; generous about the year, so the typing
 * error 2323 is read as it stands. Years outside 1…9999 are not read, those of an instant as UTC writes them: the database would refuse them.
 */
public final class Days {
    /** Longer texts hold something else than a date. */
    private static final int LONGEST = 64;

    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})");
    private static final Pattern PROSE = Pattern.compile("(?:[a-z]+\\.?,? +)?(\\d{1,2})(?:er)? +([a-z]+) +(\\d{4})");
    private static final List<String> MONTHS = List.of(
            "janvier",
            "fevrier",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "aout",
            "septembre",
            "octobre",
            "novembre",
            "decembre");
    /** An ISO datetime; seconds, fraction and offset may be absent, the offset may lack its colon or its minutes. */
    private static final DateTimeFormatter DATETIME = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private Days() {}

    /** The day a text names; of a datetime, the day in the zone. Empty if it cannot be read. */
    public static Optional<LocalDate> day(Object value, ZoneId zone) {
        String text = shortText(value);
        try {
            LocalDate day = text.indexOf(':') > 0 ? LocalDate.ofInstant(dateTime(text, zone), zone) : day(text);
            return isStorable(day) ? Optional.of(day) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The instant a text names; a day is its midnight in the zone, as is a datetime without offset. */
    static Optional<Instant> instant(Object value, ZoneId zone) {
        String text = shortText(value);
        try {
            Instant instant = text.indexOf(':') > 0
                    ? dateTime(text, zone)
                    : day(text).atStartOfDay(zone).toInstant();
            // Midnight of 0001-01-01 east of Greenwich is in year 0 where it is stored.
            return isStorable(LocalDate.ofInstant(instant, ZoneOffset.UTC)) ? Optional.of(instant) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String shortText(Object value) {
        return value instanceof String text && text.length() <= LONGEST ? text.strip() : "";
    }

    /** Whether ISO writes the day with a year of four digits, not 0: what every type of the database takes. */
    public static boolean isStorable(LocalDate day) {
        return day.getYear() >= 1 && day.getYear() <= 9999;
    }

    private static Instant dateTime(String text, ZoneId zone) {
        TemporalAccessor parsed =
                DATETIME.parseBest(text.replaceFirst(" +", "T"), OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime offset
                ? offset.toInstant()
                : ((LocalDateTime) parsed).atZone(zone).toInstant();
    }

    private static LocalDate day(String text) {
        Matcher numbers = NUMBERS.matcher(text);
        if (numbers.matches()) {
            return date(numbers.group(3), Integer.parseInt(numbers.group(2)), numbers.group(1));
        }
        Matcher prose = PROSE.matcher(Transliteration.ascii(text).toLowerCase(Locale.ROOT));
        if (prose.matches()) {
            return date(prose.group(3), MONTHS.indexOf(prose.group(2)) + 1, prose.group(1));
        }
        return LocalDate.parse(text);
    }

    private static LocalDate date(String year, int month, String day) {
        return LocalDate.of(Integer.parseInt(year), month, Integer.parseInt(day));
    }
}
