package azalai.step.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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

    /** Encodes a record, its text cleaned in place; {@code keyField} holds its key. */
    static Encoded of(Map<String, Object> record, String keyField, CleanText text) throws JsonProcessingException {
        text.clean(record);
        byte[] value = JSON.writeValueAsBytes(record);
        String key = record.get(keyField) == null ? "" : record.get(keyField).toString();
        return new Encoded(key, value, refused(keyField, key, value));
    }

    private static String refused(String keyField, String key, byte[] value) {
        if (key.isBlank()) {
            return "The record has no " + keyField + ", its key.";
        }
        return value.length > LARGEST_VALUE
                ? "The record is longer than %d bytes, the most a message holds.".formatted(LARGEST_VALUE)
                : null;
    }
}
