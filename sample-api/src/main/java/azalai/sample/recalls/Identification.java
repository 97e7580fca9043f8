package azalai.sample.recalls;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which articles a recall is about.
 *
 * @param products the articles; empty for a RAPEX alert, which has free text
 * @param free that free text, or null
 * @param asArray whether V2 shows it in the form of since March 2026 (parts) or of before (one string); fixed for a
 *     fiche, so that a changed form never looks like a correction
 */
record Identification(List<Product> products, String free, boolean asArray) {
    /**
     * One article.
     *
     * @param gtin digits, or empty
     * @param lot free text, or empty
     * @param label what kind of date it is, or null
     * @param from the date, or the first of two; null without a label
     * @param to the last of two dates, or null
     */
    private record Product(String gtin, String lot, String label, LocalDate from, LocalDate to) {
        /** {@code GTIN lot label 26/06/2022}. */
        String v1() {
            String dates = label == null ? "" : to == null ? French.digits(from) : French.between(from, to);
            return gtin + " " + lot + (label == null ? "" : " " + label + " " + dates);
        }

        /** {@code GTIN$lot$label$from$to}. */
        String v2() {
            return gtin + "$" + Text.v2(lot) + "$" + (label == null ? "non concerné" : Text.v2(label)) + "$"
                    + (from == null ? "" : from) + "$" + (to == null ? "" : to);
        }
    }

    static Identification national(Dice dice, boolean food, LocalDate day, int version) {
        List<Product> products = new ArrayList<>();
        boolean asArray = Lexicon.comes("identification as array", dice);
        if (Lexicon.comes(food ? "no food identified" : "no object identified", dice)) {
            String all = Lexicon.comes("all lots", dice) ? "Tous les lots" : "voir liste des produits en pièce jointe";
            products.add(new Product("", all, null, null, null));
        } else {
            int size = Lexicon.comes("one product", dice)
                    ? 1
                    : Lexicon.comes("few products", dice) ? dice.between(2, 4) : dice.between(5, 14);
            String gtin = Lexicon.comes("gtin", dice) ? Gtin.random(dice) : "";
            for (int i = 0; i < size; i++) {
                gtin = !gtin.isEmpty() && Lexicon.comes("another gtin", dice) ? Gtin.random(dice) : gtin;
                products.add(product(dice, food, day, gtin));
            }
        }
        // A correction of the real data mostly names a further lot.
        Dice later = Dice.of(day.toEpochDay(), Topic.REVISION, products.size());
        for (int i = 1; i < version; i++) {
            Product last = products.get(products.size() - 1);
            String lot = "L%d%03d".formatted(i, later.below(1_000));
            products.add(new Product(last.gtin, lot, last.label, last.from, last.to));
        }
        return new Identification(products, null, asArray);
    }

    private static Product product(Dice dice, boolean food, LocalDate day, String gtin) {
        String lot = lot(dice, day);
        if (Lexicon.comes(food ? "food without date" : "object without date", dice)) {
            return new Product(gtin, lot, null, null, null);
        }
        String label = Lexicon.text("labels", dice).plain();
        LocalDate from = day.plusDays(dice.between(-40, 500));
        LocalDate to = Lexicon.comes("span of dates", dice) ? from.plusDays(dice.between(1, 300)) : null;
        return new Product(gtin, lot, label, from, to);
    }

    private static String lot(Dice dice, LocalDate day) {
        return switch (dice.below(40)) {
            case 0, 1, 2, 3, 4 -> "Tous les lots";
            case 5, 6, 7 -> French.digits(day.minusDays(dice.between(2, 60)));
            case 8, 9 -> "LPL" + dice.between(1_000, 1_365) + " LPL" + dice.between(1_000, 1_365);
            case 10, 11 -> "%06d - %06d".formatted(dice.below(1_000_000), dice.below(1_000_000));
            case 12 -> "fab S%d/%d".formatted(dice.between(1, 52), day.getYear() % 100);
            case 13 -> "40880036 / 41080093 / " + dice.between(41_000_000, 41_999_999);
            case 14 -> "";
            case 15 -> "Lot n°\u00a0" + dice.between(100, 9_999);
            // A lot that holds the separator: one in 1,000 identifications cannot be read.
            case 16 ->
                Lexicon.comes("separator in lot", dice)
                        ? "L" + dice.below(100) + "$B"
                        : "N° " + dice.between(10, 99) + "/A";
            default -> {
                int year = day.getYear() % 100 - dice.below(2);
                char plant = "LABEP".charAt(dice.below(5));
                yield plant + French.padded(year, 2) + French.padded(dice.between(1, 365), 3);
            }
        };
    }

    static Identification rapex(Dice dice, boolean vehicle, LocalDate day) {
        boolean asArray = Lexicon.comes("identification as array", dice);
        if (!vehicle && Lexicon.comes("no alert identified", dice)) {
            return new Identification(List.of(), null, asArray);
        }
        int year = day.getYear();
        if (year >= 2026) {
            String free = "600: 28.07.%d - 19.12.%d\nGrande Panda: 25.02.%d - 23.01.%d"
                    .formatted(year - 3, year - 1, year - 1, year);
            return new Identification(List.of(), free, true);
        }
        return new Identification(
                List.of(), Lexicon.text("vehicleIdentifications", dice).plain(), asArray);
    }

    Object v1() {
        return products.isEmpty()
                ? free
                : Form.joined(products.stream().map(Product::v1).toList(), " ").strip();
    }

    Object v2() {
        if (products.isEmpty() && free == null) {
            return null;
        }
        if (free != null && free.indexOf('\n') >= 0) {
            return List.of(Text.v2(free));
        }
        String text = products.isEmpty()
                ? "$" + Text.v2(free) + "$non concerné$$"
                : Form.joined(products.stream().map(Product::v2).toList(), "|");
        // Without the empty parts; a | stays glued to its neighbour.
        return asArray
                ? Stream.of(text.split("\\$")).filter(part -> !part.isEmpty()).toList()
                : text;
    }
}
