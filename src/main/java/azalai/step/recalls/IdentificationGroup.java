package azalai.step.recalls;

import azalai.step.clean.Gtin;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One product's tokens while {@link IdentificationTokens} reads them: GTIN and lot, label, dates. */
final class IdentificationGroup {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.ROOT);

    private final List<String> head = new ArrayList<>(2);
    private final List<LocalDate> dates = new ArrayList<>(2);
    private String label;

    void addHead(String token) {
        head.add(token);
    }

    void setLabel(String token) {
        label = token;
    }

    void addDate(LocalDate date) {
        dates.add(date);
    }

    boolean labelled() {
        return label != null;
    }

    boolean headFull() {
        return head.size() == 2;
    }

    boolean empty() {
        return head.isEmpty() && label == null && dates.isEmpty();
    }

    /** Free text has no label, so without one only a group that begins with a GTIN, or what looks like one, is a product. */
    boolean readable() {
        return head.size() <= 2
                && dates.size() <= 2
                && (label != null || (!head.isEmpty() && Gtin.isCode(head.get(0))));
    }

    /**
     * The readable group's product: of two tokens the first is the GTIN. One alone is told by its look in both forms, since
     * the array has lost which of the two is missing.
     */
    Product product() {
        boolean code = headFull() || (!head.isEmpty() && Gtin.isCode(head.get(0)));
        String gtin = code ? head.get(0) : null;
        String lot = head.size() == (code ? 2 : 1) ? head.get(head.size() - 1) : null;
        return Product.of(
                gtin, lot, label, dates.isEmpty() ? null : dates.get(0), dates.size() < 2 ? null : dates.get(1));
    }

    /** The group as people read it: its tokens joined by one space, the dates as dd/mm/yyyy. */
    String text() {
        List<String> parts = new ArrayList<>(head);
        if (label != null) {
            parts.add(label);
        }
        dates.forEach(date -> parts.add(DAY.format(date)));
        return String.join(" ", parts);
    }
}
