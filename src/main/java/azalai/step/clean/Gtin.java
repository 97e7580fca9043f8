package azalai.step.clean;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The Global Trade Item Number: 8, 12, 13 or 14 digits, the last a check digit (GS1 General Specifications, 7.9). */
public final class Gtin {
    private static final int LENGTH = 14;

    private Gtin() {}

    /**
     * The number padded to 14 digits, the form in which GTINs are compared; empty if the text is no valid GTIN. Zeros alone
     * have a valid check digit, and stand for a number that nobody knew.
     */
    public static Optional<String> of(String text) {
        return checks(text) && text.chars().anyMatch(c -> c != '0')
                ? Optional.of("0".repeat(LENGTH - text.length()) + text)
                : Optional.empty();
    }

    /**
     * Whether a number that stands alone, where a GTIN or a lot may stand, is the GTIN: it has a valid check digit, or 13
     * digits. Scales print 13 digits that need not check, and no lot is likely to have them; of every other length, lots
     * are more frequent.
     */
    public static boolean isCode(String text) {
        return checks(text) || text.matches("\\d{13}");
    }

    private static boolean checks(String text) {
        int length = text.length();
        boolean possible = length == 8 || (length >= 12 && length <= LENGTH);
        if (!possible || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int sum = 0;
        for (int i = 1; i <= length; i++) {
            sum += (text.charAt(length - i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        return sum % 10 == 0;
    }

    /** The valid GTINs among the runs of digits in a text, padded, distinct, in order. */
    static Set<String> in(String text) {
        Set<String> found = new LinkedHashSet<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) < '0' || text.charAt(i) > '9') {
                if (i - start >= 8 && i - start <= LENGTH) {
                    of(text.substring(start, i)).ifPresent(found::add);
                }
                start = i + 1;
            }
        }
        return found;
    }
}
