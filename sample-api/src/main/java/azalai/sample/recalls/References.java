package azalai.sample.recalls;

import java.time.LocalDate;

/** How a fiche is called. */
final class References {
    private References() {}

    /** {@code 2021-03-0001}: the number counts within the month. */
    static String national(LocalDate day, int number) {
        StringBuilder text = new StringBuilder(13);
        text.append(day.getYear()).append('-');
        padded(text, day.getMonthValue(), 2).append('-');
        return padded(text, number, 4).toString();
    }

    /** {@code A12/01234/22}, and since 2026 {@code SR/01234/26}: the number counts within the year. */
    static String rapex(LocalDate day, int number) {
        StringBuilder text = new StringBuilder(13);
        text.append(day.getYear() < 2026 ? "A12/" : "SR/");
        padded(text, number, 5).append('/');
        return padded(text, day.getYear() % 100, 2).toString();
    }

    private static StringBuilder padded(StringBuilder text, int number, int width) {
        for (int ten = (int) Math.pow(10, width - 1); ten > number && ten > 1; ten /= 10) {
            text.append('0');
        }
        return text.append(number);
    }
}
