package azalai.sample.recalls;

import java.time.LocalDate;

/** Dates and numbers as the recalls write them. */
final class French {
    private French() {}

    /** {@code vendredi 1 octobre 2021}. */
    static String prose(LocalDate date) {
        return Lexicon.texts("weekdays").get(date.getDayOfWeek().ordinal()) + " " + date.getDayOfMonth() + " "
                + Lexicon.texts("months").get(date.getMonthValue() - 1) + " " + date.getYear();
    }

    /** {@code 01/10/2021}. */
    static String digits(LocalDate date) {
        String iso = date.toString();
        return iso.substring(8) + "/" + iso.substring(5, 7) + "/" + iso.substring(0, 4);
    }

    static String between(LocalDate from, LocalDate to) {
        return "entre le " + digits(from) + " et le " + digits(to);
    }

    /** When something was sold, either end of it null if unknown; null if both are. */
    static String period(LocalDate from, LocalDate to) {
        if (from == null) {
            return to == null ? null : "Jusqu'au " + digits(to);
        }
        return to == null ? "Depuis le " + digits(from) : "Du " + digits(from) + " au " + digits(to);
    }

    /** The number with zeros before it, as many digits as given or more. */
    static String padded(int number, int digits) {
        String text = Integer.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
