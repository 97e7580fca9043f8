package azalai.config;

import java.time.DateTimeException;
import java.time.LocalDate;

/** A day as people write it: {@code 2026-01-31}. */
public final class Day {
    private Day() {}

    /**
     * The day a text names. Java itself also reads the year 999999999, which no database has.
     *
     * @throws DateTimeException if it names none between the years 1 and 9999
     */
    public static LocalDate parse(String text) {
        return check(LocalDate.parse(text));
    }

    /** The same day. @throws DateTimeException if it is none between the years 1 and 9999; null is none, and stays */
    public static LocalDate check(LocalDate day) {
        if (day != null && (day.getYear() < 1 || day.getYear() > 9999)) {
            throw new DateTimeException("The year %d is out of reach.".formatted(day.getYear()));
        }
        return day;
    }
}
