package azalai.sample.recalls;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;

/**
 * A text of the lexicon in both datasets' spelling, JSON-quoted once for all rows, which makes an export twice as fast.
 *
 * @param v1 as written
 * @param v2 in lower case, line breaks as {@code ¤}
 */
record Text(String plain, SerializableString v1, SerializableString v2) {
    static Text of(String text) {
        return new Text(text, new SerializedString(text), new SerializedString(v2(text)));
    }

    /** Any text as V2 spells it. */
    static String v2(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.indexOf('\r') < 0 ? lower : lower.replace("\r\n", "¤");
    }

    @Override
    public String toString() {
        return plain;
    }
}
