package azalai.sample.recalls;

/** Article numbers with their check digit, as GS1 defines it. */
final class Gtin {
    private Gtin() {}

    /** The digits with their check digit appended: weights 3 and 1 from the right. */
    static String complete(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int weight = (digits.length() - i) % 2 == 1 ? 3 : 1;
            sum += weight * (digits.charAt(i) - '0');
        }
        return digits + (10 - sum % 10) % 10;
    }

    /** A number as it stands in recalls: mostly 13 digits, some 8, 12 or 14, one in 25 mistyped. */
    static String random(Dice dice) {
        int kind = dice.below(100);
        String digits =
                switch (kind) {
                    case 0, 1, 2 -> "%07d".formatted(dice.between(1_000_000, 9_999_999));
                    case 3, 4 -> "0" + number(dice, 10);
                    case 5, 6 -> "1" + number(dice, 12);
                    // Sold by weight: the shop's own numbers.
                    case 7, 8, 9, 10, 11 -> "02" + number(dice, 5) + "00000";
                    default -> "3" + number(dice, 11);
                };
        String gtin = complete(digits);
        return Lexicon.comes("mistyped gtin", dice) ? mistyped(gtin) : gtin;
    }

    private static String number(Dice dice, int digits) {
        StringBuilder text = new StringBuilder(digits);
        for (int i = 0; i < digits; i++) {
            text.append((char) ('0' + dice.below(10)));
        }
        return text.toString();
    }

    private static String mistyped(String gtin) {
        int last = gtin.charAt(gtin.length() - 1) - '0';
        return gtin.substring(0, gtin.length() - 1) + (last + 1) % 10;
    }
}
