package azalai.step.clean;

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
    private final StringBuilder text = new StringBuilder(4096);

    RecordDigest() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java lacks SHA-256, which every Java must have", e);
        }
    }

    /** The digest of all fields and their values. */
    Value of(Map<String, Object> record) {
        text.setLength(0);
        add(record);
        String all = text.toString();
        // In UTF-8 every lone surrogate is a question mark; the hash tells them apart
        sha.update(all.getBytes(StandardCharsets.UTF_8));
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, all.hashCode()));
        ByteBuffer digest = ByteBuffer.wrap(sha.digest());
        return new Value(digest.getLong(), digest.getLong());
    }

    /** Type and length go before each value, so that different records never give the same text. */
    private void add(Object value) {
        if (value instanceof Map<?, ?> map) {
            text.append('M').append(map.size()).append(':');
            new TreeMap<>(map).forEach((key, field) -> {
                add(key);
                add(field);
            });
        } else if (value instanceof List<?> list) {
            text.append('L').append(list.size()).append(':');
            list.forEach(this::add);
        } else if (value == null) {
            text.append('0');
        } else {
            String written = value.toString();
            text.append(value instanceof String ? 'S' : 'V')
                    .append(written.length())
                    .append(':')
                    .append(written);
        }
    }
}
