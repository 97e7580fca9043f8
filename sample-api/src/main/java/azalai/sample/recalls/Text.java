package azalai.sample.recalls;

import com.fasterxml.jackson.core.io.SerializedString;
import java.util.Locale;

/**
 * A text in both datasets' spelling: V1 as written; V2 in lower case, line breaks as {@code ¤}. Texts of the lexicon are
 * respelled and JSON-quoted once for all rows, which makes an export twice as fast.
 */
final class Text {
    private final String plain;
    private final Object v1;
    private final Object v2;

    private Text(String plain, Object v1, Object v2) {
        this.plain = plain;
        this.v1 = v1;
        this.v2 = v2;
    }

    /** A text that many rows share. */
    static Text shared(String text) {
        return new Text(text, new SerializedString(text), new SerializedString(respelled(text)));
    }

    /** A text of one row. */
    static Text of(String text) {
        return new Text(text, text, null);
    }

    static String respelled(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.indexOf('\r') < 0 ? lower : lower.replace("\r\n", "¤");
    }

    /** What the row holds in V1; null of null. */
    static Object v1(Text text) {
        return text == null ? null : text.v1;
    }

    /** What the row holds in V2; null of null. */
    static Object v2(Text text) {
        return text == null ? null : text.v2 == null ? respelled(text.plain) : text.v2;
    }

    @Override
    public String toString() {
        return plain;
    }
}
