package azalai.clean;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Digests a record to 128 bits of SHA-256: among a billion records the chance that two different ones meet is below
 * 10⁻²⁰. The order of the fields does not matter. Not safe for threads.
 */
final class RecordDigest {
    /** The digest, small enough to keep many. */
    record Value(long high, long low) {}

    private final MessageDigest sha;

    RecordDigest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java lacks SHA-256, which every Java must have", e);
        }
    }

    /** The digest of all fields and their values. */
    Value of(Map<String, Object> record) {
        add(record);
        ByteBuffer bytes = ByteBuffer.wrap(sha.digest());
        return new Value(bytes.getLong(), bytes.getLong());
    }

    /** Type and length go before each value, so that different records never give the same bytes. */
    private void add(Object value) {
        if (value instanceof Map<?, ?> map) {
            add('M', map.size());
            new TreeMap<>(map).forEach((key, field) -> {
                add(key);
                add(field);
            });
        } else if (value instanceof List<?> list) {
            add('L', list.size());
            list.forEach(this::add);
        } else if (value == null) {
            add('0', 0);
        } else {
            // UTF-16: tells lone surrogates apart, which UTF-8 would make the same
            byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_16BE);
            add(value instanceof String ? 'S' : 'V', bytes.length);
            sha.update(bytes);
        }
    }

    private void add(char type, int length) {
        sha.update(new byte[] {
            (byte) type, (byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length
        });
    }
}
