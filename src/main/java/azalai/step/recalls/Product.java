package azalai.step.recalls;

import azalai.step.clean.Gtin;
import azalai.step.clean.Transliteration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One product of an identification; every part may be null.
 *
 * @param gtin padded to 14 digits when valid, else as written
 * @param lot as written
 * @param dateKind what the dates are, accents removed
 * @param from the only or the first date
 * @param to the last date
 */
record Product(String gtin, String lot, String dateKind, LocalDate from, LocalDate to) {

    /** A product whose GTIN is padded if it is valid. */
    static Product of(String gtin, String lot, String label, LocalDate from, LocalDate to) {
        return new Product(
                gtin == null ? null : Gtin.of(gtin).orElse(gtin),
                lot,
                label == null ? null : Transliteration.ascii(label),
                from,
                to);
    }

    /** The JSON object of the column: {@code gtin}, {@code lot}, {@code date_kind}, {@code from}, {@code to}. */
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("gtin", gtin);
        map.put("lot", lot);
        map.put("date_kind", dateKind);
        map.put("from", from == null ? null : from.toString());
        map.put("to", to == null ? null : to.toString());
        return map;
    }
}
