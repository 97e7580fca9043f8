package azalai.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns a message's JSON object into the columns of a COPY row in one pass, fields matched to columns by name. A field
 * that is absent is null; one that no column takes is ignored and counted.
 */
final class RecordEncoder {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // The reason of a dead letter need not quote the message: it lies beside.
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final String NO_JSON = "The value is not valid JSON";

    /** Names of ignored fields kept apart: a source of random names must not fill the memory. */
    private static final int NAMES = 100;

    private final List<Column> columns;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final Map<String, Long> ignored = new TreeMap<>();
    private final CopyText values = new CopyText();
    private final int[] from;
    private final int[] to;

    RecordEncoder(Target target) {
        columns = target.columns();
        for (int i = 0; i < columns.size(); i++) {
            indexes.put(columns.get(i).name(), i);
        }
        from = new int[columns.size()];
        to = new int[columns.size()];
    }

    /** How often each field was ignored. */
    Map<String, Long> ignored() {
        return ignored;
    }

    /** How many characters PostgreSQL cannot hold were removed or replaced. */
    long replaced() {
        return values.replaced();
    }

    /** Lets the memory of a large record go. */
    void shrink() {
        values.shrink();
    }

    /**
     * Appends the columns, each after a tab, to {@code row}; on a misfit the row is left as it was.
     *
     * @param value the message's value; may be null
     */
    void encode(byte[] value, CopyText row) throws RejectedRecord {
        if (value == null) {
            throw new RejectedRecord("The message has no value");
        }
        values.truncate(0);
        Arrays.fill(from, -1);
        try (JsonParser json = JSON.createParser(value)) {
            read(json);
        } catch (JsonProcessingException e) {
            throw new RejectedRecord(NO_JSON, NO_JSON + ": " + e.getOriginalMessage() + place(e.getLocation()));
        } catch (IOException e) {
            throw new RejectedRecord(NO_JSON, NO_JSON + ": " + e.getMessage());
        }
        checkRequired();
        for (int i = 0; i < columns.size(); i++) {
            row.raw('\t');
            if (from[i] < 0) {
                row.raw("\\N");
            } else {
                row.raw(values, from[i], to[i]);
            }
        }
    }

    private static String place(JsonLocation at) {
        // A limit of the parser's that was passed has no place.
        return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    }

    private void read(JsonParser json) throws IOException, RejectedRecord {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new RejectedRecord(
                    json.currentToken() == null ? "The value is empty" : "The value is JSON, but not an object");
        }
        // Most producers write the fields in the order of the columns: then no look-up is needed.
        int expected = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            int index =
                    expected < columns.size() && columns.get(expected).name().equals(name)
                            ? expected
                            : indexes.getOrDefault(name, -1);
            JsonToken token = json.nextToken();
            if (index < 0) {
                json.skipChildren();
                String shown = CopyText.line(name);
                ignored.merge(ignored.size() < NAMES || ignored.containsKey(shown) ? shown : "…", 1L, Long::sum);
                continue;
            }
            if (token != JsonToken.VALUE_NULL) {
                write(json, index);
            }
            expected = index + 1;
        }
        if (json.nextToken() != null) {
            throw new RejectedRecord(NO_JSON, NO_JSON + ": something stands after the object");
        }
    }

    private void write(JsonParser json, int index) throws IOException, RejectedRecord {
        Column column = columns.get(index);
        from[index] = values.size();
        try {
            column.type().write(json, values);
        } catch (RejectedRecord e) {
            throw e.in("Column " + column.name() + " (" + column.typeName() + ") ");
        }
        to[index] = values.size();
    }

    private void checkRequired() throws RejectedRecord {
        for (int i = 0; i < columns.size(); i++) {
            if (from[i] < 0 && columns.get(i).required()) {
                throw new RejectedRecord("Column " + columns.get(i).name() + " must not be null");
            }
        }
    }
}
