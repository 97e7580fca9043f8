package azalai.step.kafka;

import java.util.List;
import java.util.Map;

/**
 * Text that any store takes: PostgreSQL refuses NUL, and a lone surrogate is no UTF-8. NUL is removed, a lone surrogate
 * becomes U+FFFD.
 */
final class CleanText {
    private long replaced;

    /** How many characters were removed or replaced so far. */
    long replaced() {
        return replaced;
    }

    /** Cleans every text of a record, in place where nested, and gives the value to keep. */
    @SuppressWarnings("unchecked")
    Object clean(Object value) {
        if (value instanceof String text) {
            return clean(text);
        }
        if (value instanceof Map<?, ?> map) {
            ((Map<String, Object>) map).replaceAll((name, inner) -> clean(inner));
        } else if (value instanceof List<?> list) {
            return list.stream().map(this::clean).toList();
        }
        return value;
    }

    private String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return rewrite(text);
            }
        }
        return text;
    }

    private String rewrite(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            if (point == 0) {
                replaced++;
            } else if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                replaced++;
                out.append('\uFFFD');
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }
}
