package azalai.step.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;

/**
 * A cleaned record as it is sent.
 *
 * @param key the text of its key; blank if it has none
 * @param value its JSON
 * @param refused why it cannot be sent, in one sentence; null if it can
 */
record Encoded(String key, byte[] value, String refused) {
    private static final int LARGEST_VALUE = 8 * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Encodes a record, its text cleaned in place; {@code keyFields} hold its key, with a blank between two. */
    static Encoded of(Map<String, Object> record, List<String> keyFields, CleanText text)
            throws JsonProcessingException {
        text.clean(record);
        byte[] value = JSON.writeValueAsBytes(record);
        StringBuilder key = new StringBuilder();
        for (String field : keyFields) {
            Object part = record.get(field);
            if (part == null || part.toString().isBlank()) {
                return new Encoded("", value, "The record has no " + field + ", its key.");
            }
            key.append(key.isEmpty() ? "" : " ").append(part);
        }
        return new Encoded(key.toString(), value, refused(value));
    }

    private static String refused(byte[] value) {
        return value.length > LARGEST_VALUE
                ? "The record is longer than %d bytes, the most a message holds.".formatted(LARGEST_VALUE)
                : null;
    }
}
