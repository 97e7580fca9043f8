package azalai.clean;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The Global Trade Item Number: 8, 12, 13 or 14 digits, the last a check digit (GS1 General Specifications, 7.9). */
final class Gtin {
    private static final int LENGTH = 14;

    private Gtin() {}

    /** The number padded to 14 digits, the form in which GTINs are compared; empty if the text is no valid GTIN. */
    static Optional<String> of(String text) {
        int length = text.length();
        boolean possible = length == 8 || (length >= 12 && length <= LENGTH);
        if (!possible || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        int sum = 0;
        for (int i = 1; i <= length; i++) {
            sum += (text.charAt(length - i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        return sum % 10 == 0 ? Optional.of("0".repeat(LENGTH - length) + text) : Optional.empty();
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
