package azalai.sample.recalls;

import java.time.LocalDate;

/** Dates as V1 writes them. */
final class FrenchDates {
    private static final String[] DAYS = {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"};
    private static final String[] MONTHS = {
        "janvier", "février", "mars", "avril", "mai", "juin",
        "juillet", "août", "septembre", "octobre", "novembre", "décembre"
    };

    private FrenchDates() {}

    /** {@code vendredi 1 octobre 2021}. */
    static String prose(LocalDate date) {
        return DAYS[date.getDayOfWeek().ordinal()]
                + ' '
                + date.getDayOfMonth()
                + ' '
                + MONTHS[date.getMonthValue() - 1]
                + ' '
                + date.getYear();
    }

    /** Appends {@code 01/10/2021}. */
    static StringBuilder digits(StringBuilder text, LocalDate date) {
        two(text, date.getDayOfMonth()).append('/');
        two(text, date.getMonthValue()).append('/');
        return text.append(date.getYear());
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
