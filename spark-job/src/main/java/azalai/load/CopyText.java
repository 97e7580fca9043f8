package azalai.load;

import java.util.Arrays;

/**
 * Bytes in the text format of COPY, written straight from the parser's characters: the detour over strings and rows of
 * Spark costs half the throughput. What PostgreSQL cannot hold is mended here and counted: NUL is removed, a lone
 * surrogate becomes U+FFFD.
 */
final class CopyText {
    private static final char REPLACEMENT = '\uFFFD';

    private static final int FIRST = 1 << 16;

    private byte[] bytes = new byte[FIRST];
    private int size;
    private long replaced;
    private boolean inArray;

    /** A text for people, of which messages may hold parts: in one line, and without what no jsonb takes. */
    static String line(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.getType(c) == Character.SURROGATE ? REPLACEMENT : c)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(line::appendCodePoint);
        return line.toString();
    }

    int size() {
        return size;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Forgets what stands from {@code size} on. */
    void truncate(int size) {
        this.size = size;
        inArray = false;
    }

    /** Lets the memory of a large text go; to be called when nothing is held. */
    void shrink() {
        bytes = new byte[FIRST];
        truncate(0);
    }

    /** NULs removed and surrogates replaced since the start. */
    long replaced() {
        return replaced;
    }

    /** Opens or closes an element of an array literal; within it quotes and backslashes are escaped once more. */
    void quote() {
        raw('"');
        inArray = !inArray;
    }

    /** One byte as it is: delimiters, ASCII digits. */
    void raw(char ascii) {
        ensure(1);
        bytes[size++] = (byte) ascii;
    }

    /** ASCII without anything to escape. */
    void raw(String ascii) {
        ensure(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
    }

    void raw(CopyText other, int from, int to) {
        ensure(to - from);
        System.arraycopy(other.bytes, from, bytes, size, to - from);
        size += to - from;
    }

    /** The bytes in PostgreSQL's hexadecimal notation; null is the COPY null. */
    void bytea(byte[] value) {
        if (value == null) {
            raw("\\N");
            return;
        }
        text("\\x");
        ensure(2 * value.length);
        for (byte b : value) {
            bytes[size++] = hex(b >> 4);
            bytes[size++] = hex(b);
        }
    }

    private static byte hex(int nibble) {
        return (byte) Character.forDigit(nibble & 0xf, 16);
    }

    int text(String text) {
        char[] chars = text.toCharArray();
        return text(chars, 0, chars.length);
    }

    /** Appends the characters mended and escaped; the number of code points that were written. */
    int text(char[] chars, int from, int length) {
        // A character takes at most three bytes, a backslash within an array four.
        ensure(4 * length);
        int points = 0;
        int to = from + length;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            if (c < 0x80) {
                if (c == 0) {
                    replaced++;
                    continue;
                }
                ascii(c);
            } else if (c < 0x800) {
                bytes[size++] = (byte) (0xc0 | c >> 6);
                bytes[size++] = (byte) (0x80 | c & 0x3f);
            } else if (!Character.isSurrogate(c)) {
                threeBytes(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(chars[i + 1])) {
                fourBytes(Character.toCodePoint(c, chars[++i]));
            } else {
                replaced++;
                threeBytes(REPLACEMENT);
            }
            points++;
        }
        return points;
    }

    private void ascii(char c) {
        switch (c) {
            case '\n' -> escaped('n');
            case '\r' -> escaped('r');
            case '\t' -> escaped('t');
            case '\\' -> {
                escaped('\\');
                if (inArray) {
                    escaped('\\');
                }
            }
            case '"' -> {
                if (inArray) {
                    escaped('\\');
                }
                bytes[size++] = '"';
            }
            default -> bytes[size++] = (byte) c;
        }
    }

    private void escaped(char c) {
        bytes[size++] = '\\';
        bytes[size++] = (byte) c;
    }

    private void threeBytes(char c) {
        bytes[size++] = (byte) (0xe0 | c >> 12);
        bytes[size++] = (byte) (0x80 | c >> 6 & 0x3f);
        bytes[size++] = (byte) (0x80 | c & 0x3f);
    }

    private void fourBytes(int point) {
        bytes[size++] = (byte) (0xf0 | point >> 18);
        bytes[size++] = (byte) (0x80 | point >> 12 & 0x3f);
        bytes[size++] = (byte) (0x80 | point >> 6 & 0x3f);
        bytes[size++] = (byte) (0x80 | point & 0x3f);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }
}
