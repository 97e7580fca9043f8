package azalai.step.clean;

import java.text.Normalizer;
import net.gcardone.junidecode.Junidecode;

/**
 * Writes a text in ASCII by Unidecode's table, which is what the original cleaning did. Nine texts in ten of a French
 * source are short and the rest nearly all ASCII, so only the characters beyond ASCII are looked up.
 */
public final class Transliteration {
    private Transliteration() {}

    /** The text in ASCII; the same instance if it is ASCII already. NUL and lone surrogates stay for the load to count. */
    public static String ascii(String text) {
        int length = text.length();
        int i = 0;
        while (i < length && text.charAt(i) < 0x80) {
            i++;
        }
        if (i == length) {
            return text;
        }
        StringBuilder out = new StringBuilder(length + 16).append(text, 0, i);
        while (i < length) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            if (codePoint < 0x80) {
                out.append((char) codePoint);
            } else {
                out.append(ascii(codePoint));
            }
        }
        return out.toString();
    }

    private static String ascii(int codePoint) {
        String character = Character.toString(codePoint);
        if (Character.getType(codePoint) == Character.SURROGATE) {
            return character;
        }
        if (codePoint >= '¼' && codePoint <= '¾') {
            return " "
                    + Junidecode.unidecode(
                            character); // Unidecode parts a fraction from its number, junidecode does not
        }
        if (Character.isBmpCodePoint(codePoint)) {
            return Junidecode.unidecode(character);
        }
        // junidecode takes the low 16 bits for the character; the letters up there (𝐀) have a plain form, emoji none
        String plain = Normalizer.normalize(character, Normalizer.Form.NFKD);
        return Character.isSurrogate(plain.charAt(0)) ? "" : Junidecode.unidecode(plain);
    }
}
