package azalai.sample.recalls;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Which articles a recall is about.
 *
 * @param products the articles; empty for a RAPEX alert, which has free text
 * @param free that free text, or null
 * @param asArray whether V2 shows it in the form of since March 2026 (parts) or of before (one string); fixed for a
 *     fiche, so that a changed form never looks like a correction
 */
record Identification(List<Product> products, String free, boolean asArray) {
    static Identification national(Lexicon lexicon, Dice dice, String family, LocalDate day, int version) {
        List<Product> products = new ArrayList<>();
        boolean food = lexicon.temperature(family) != null;
        boolean asArray = dice.percent(60);
        if (dice.percent(food ? 7 : 25)) {
            String all = dice.percent(60) ? "Tous les lots" : "voir liste des produits en pièce jointe";
            products.add(new Product("", all, null, null, null));
        } else {
            int size = dice.percent(62) ? 1 : dice.percent(80) ? dice.between(2, 4) : dice.between(5, 14);
            String gtin = dice.percent(77) ? Gtin.random(dice) : "";
            for (int i = 0; i < size; i++) {
                gtin = !gtin.isEmpty() && dice.percent(30) ? Gtin.random(dice) : gtin;
                products.add(product(lexicon, dice, food, day, gtin));
            }
        }
        // A correction of the real data mostly names a further lot.
        Dice later = Dice.of(day.toEpochDay(), Topic.REVISION, products.size());
        for (int i = 1; i < version; i++) {
            Product last = products.get(products.size() - 1);
            String lot = "L%d%03d".formatted(i, later.below(1_000));
            products.add(new Product(last.gtin(), lot, last.label(), last.from(), last.to()));
        }
        return new Identification(products, null, asArray);
    }

    private static Product product(Lexicon lexicon, Dice dice, boolean food, LocalDate day, String gtin) {
        String lot = lot(dice, day);
        if (dice.percent(food ? 8 : 80)) {
            return new Product(gtin, lot, null, null, null);
        }
        String label = lexicon.string("labels", dice);
        LocalDate from = day.plusDays(dice.between(-40, 500));
        LocalDate to = dice.percent(14) ? from.plusDays(dice.between(1, 300)) : null;
        return new Product(gtin, lot, label, from, to);
    }

    private static String lot(Dice dice, LocalDate day) {
        return switch (dice.below(40)) {
            case 0, 1, 2, 3, 4 -> "Tous les lots";
            case 5, 6, 7 ->
                FrenchDates.digits(new StringBuilder(), day.minusDays(dice.between(2, 60)))
                        .toString();
            case 8, 9 -> "LPL" + dice.between(1_000, 1_365) + " LPL" + dice.between(1_000, 1_365);
            case 10, 11 -> "%06d - %06d".formatted(dice.below(1_000_000), dice.below(1_000_000));
            case 12 -> "fab S%d/%d".formatted(dice.between(1, 52), day.getYear() % 100);
            case 13 -> "40880036 / 41080093 / " + dice.between(41_000_000, 41_999_999);
            case 14 -> "";
            case 15 -> "Lot n°\u00a0" + dice.between(100, 9_999);
            // A lot that holds the separator: one in 1,000 identifications cannot be read.
            case 16 -> dice.percent(4) ? "L" + dice.below(100) + "$B" : "N° " + dice.between(10, 99) + "/A";
            default -> {
                int year = day.getYear() % 100 - dice.below(2);
                yield "%c%02d%03d".formatted("LABEP".charAt(dice.below(5)), year, dice.between(1, 365));
            }
        };
    }

    static Identification rapex(Lexicon lexicon, Dice dice, boolean vehicle, LocalDate day) {
        boolean asArray = dice.percent(60);
        if (!vehicle && dice.percent(25)) {
            return new Identification(List.of(), null, asArray);
        }
        if (day.getYear() >= 2026) {
            int year = day.getYear();
            String free = "600: 28.07.%d - 19.12.%d\nGrande Panda: 25.02.%d - 23.01.%d"
                    .formatted(year - 3, year - 1, year - 1, year);
            return new Identification(List.of(), free, true);
        }
        return new Identification(List.of(), lexicon.string("vehicleIdentifications", dice), asArray);
    }

    Object v1() {
        if (products.isEmpty()) {
            return free;
        }
        StringBuilder text = new StringBuilder();
        for (Product product : products) {
            if (text.length() > 0) {
                text.append(' ');
            }
            product.prose(text);
        }
        return text.toString().strip();
    }

    Object v2() {
        if (products.isEmpty() && free == null) {
            return null;
        }
        if (free != null && free.indexOf('\n') >= 0) {
            return List.of(Text.respelled(free));
        }
        StringBuilder text = new StringBuilder();
        if (products.isEmpty()) {
            text.append('$').append(Text.respelled(free)).append("$non concerné$$");
        }
        for (Product product : products) {
            if (text.length() > 0) {
                text.append('|');
            }
            product.fields(text);
        }
        return asArray ? parts(text.toString()) : text.toString();
    }

    /** The string split at {@code $} without its empty parts; a {@code |} stays glued to its neighbour. */
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int begin = 0;
        for (int end = text.indexOf('$'); end >= 0; end = text.indexOf('$', begin)) {
            if (end > begin) {
                parts.add(text.substring(begin, end));
            }
            begin = end + 1;
        }
        if (begin < text.length()) {
            parts.add(text.substring(begin));
        }
        return parts;
    }
}
