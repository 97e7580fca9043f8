package azalai.sample.recalls;

import java.time.LocalDate;

/**
 * One article of an identification.
 *
 * @param gtin digits, or empty
 * @param lot free text, or empty
 * @param label what kind of date it is, or null
 * @param from the date, or the first of two; null without a label
 * @param to the last of two dates, or null
 */
record Product(String gtin, String lot, String label, LocalDate from, LocalDate to) {
    /** V1's prose: {@code GTIN lot label 26/06/2022}. */
    void prose(StringBuilder text) {
        text.append(gtin).append(' ').append(lot);
        if (label == null) {
            return;
        }
        text.append(' ').append(label).append(' ');
        if (to == null) {
            FrenchDates.digits(text, from);
        } else {
            FrenchDates.digits(text.append("entre le "), from);
            FrenchDates.digits(text.append(" et le "), to);
        }
    }

    /** V2's {@code GTIN$lot$label$from$to}. */
    void fields(StringBuilder text) {
        text.append(gtin).append('$').append(Text.respelled(lot)).append('$');
        text.append(label == null ? "non concerné" : Text.respelled(label)).append('$');
        text.append(from == null ? "" : from).append('$').append(to == null ? "" : to);
    }
}
