package azalai.sample.recalls;

import java.util.ArrayList;
import java.util.List;

/** The addresses of a fiche's pages, pictures and documents, and its GUID; null where it has none. */
record Links(List<String> images, String products, String distributors, String poster, String page, String guid) {
    private static final String SITE = "https://rappel.conso.gouv.fr/";
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    /** Even two alerts with the same texts have addresses of their own. */
    static Links of(long seed, Fiche fiche) {
        Dice dice = Dice.of(seed, Topic.IDENTITY, fiche.ordinal());
        List<String> images = new ArrayList<>();
        int size = fiche.rapex() ? dice.below(6) / 5 : dice.percent(70) ? 1 : dice.between(0, 4);
        for (int i = 0; i < size; i++) {
            images.add(SITE + "image/" + uuid(dice) + ".jpg");
        }
        String kind = fiche.rapex() ? "/Rapex" : "/Interne";
        boolean documents = !fiche.rapex();
        return new Links(
                images,
                documents && dice.percent(17) ? SITE + "document/" + uuid(dice) + "/Interne/ListeDesProduits" : null,
                documents && dice.percent(17)
                        ? SITE + "document/" + uuid(dice) + "/Interne/ListeDesDistributeurs"
                        : null,
                SITE + "affichettePDF/" + fiche.id() + kind,
                SITE + "fiche-rappel/" + fiche.id() + kind,
                fiche.rapex() ? hex(dice, 40) : uuid(dice));
    }

    private static String uuid(Dice dice) {
        String digits = hex(dice, 32);
        return new StringBuilder(36)
                .append(digits, 0, 8)
                .append('-')
                .append(digits, 8, 12)
                .append("-4")
                .append(digits, 13, 16)
                .append('-')
                .append(digits, 16, 20)
                .append('-')
                .append(digits, 20, 32)
                .toString();
    }

    private static String hex(Dice dice, int size) {
        char[] digits = new char[size];
        long bits = 0;
        for (int i = 0; i < size; i++) {
            bits = i % 16 == 0 ? dice.next() : bits >>> 4;
            digits[i] = HEX[(int) (bits & 15)];
        }
        return new String(digits);
    }
}
