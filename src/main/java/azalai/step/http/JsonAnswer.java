package azalai.step.http;

import azalai.error.LastingFailure;
import azalai.page.ParallelArrays;
import azalai.page.Paths;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the records of a JSON answer one at a time: the elements of the array at a path, or the object there. With an
 * empty path these are the answer itself, or, one after the other, the objects of an answer with one a line.
 */
final class JsonAnswer implements AnswerReader {
    private static final ObjectReader VALUE = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .readerFor(Object.class);
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int NAMED = 10;

    private final String address;
    private final String records;
    private final boolean columns;
    private final Set<String> wanted;
    private final JsonParser parser;
    private final Map<String, String> fields = new HashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private Iterator<Map<String, Object>> rows = List.<Map<String, Object>>of().iterator();
    private boolean inRecords;
    private boolean found;

    /**
     * Reads an answer.
     *
     * @param address where it came from, for sentences
     * @param records the path of the records; empty = the answer itself
     * @param columns whether an object there holds parallel arrays, a field each
     * @param wanted the paths that {@link #field} will be asked for
     */
    JsonAnswer(String address, InputStream body, String records, boolean columns, Set<String> wanted)
            throws IOException {
        this.address = address;
        this.records = records;
        this.columns = columns;
        this.wanted = wanted;
        this.parser = FACTORY.createParser(body);
    }

    @Override
    public Map<String, Object> next() throws IOException {
        while (!rows.hasNext()) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                requireFound();
                return null;
            }
            Map<String, Object> record = inRecords ? element(token) : outside(token);
            if (record != null) {
                return record;
            }
        }
        return rows.next();
    }

    private Map<String, Object> element(JsonToken token) throws IOException {
        if (token == JsonToken.END_ARRAY) {
            inRecords = false;
            return null;
        }
        return record(VALUE.readValue(parser));
    }

    private Map<String, Object> outside(JsonToken token) throws IOException {
        if (token == JsonToken.FIELD_NAME || token.isStructEnd()) {
            return null;
        }
        String path = path(parser.getParsingContext());
        if (!path.isEmpty() && path.indexOf('.') < 0 && names.size() < NAMED) {
            names.add(path);
        }
        if (path.equals(records)) {
            found = true;
            if (token == JsonToken.START_ARRAY) {
                inRecords = true;
            } else if (token == JsonToken.START_OBJECT) {
                return object();
            } else if (token != JsonToken.VALUE_NULL) {
                throw new LastingFailure(
                        "%s answered the value '%s' where records belong: set records to their path."
                                .formatted(address, parser.getText()),
                        null);
            }
        } else if (token.isScalarValue()) {
            if (wanted.contains(path) && token != JsonToken.VALUE_NULL) {
                fields.put(path, parser.getText());
            }
        } else if (!leadsOn(path)) {
            parser.skipChildren();
        }
        return null;
    }

    private Map<String, Object> object() throws IOException {
        Object value = VALUE.readValue(parser);
        if (records.isEmpty()) {
            for (String path : wanted) {
                Object field = Paths.get(value, path);
                if (field != null) {
                    fields.put(path, field.toString());
                }
            }
        }
        if (columns) {
            rows = rows((Map<?, ?>) value).iterator();
            return null;
        }
        return record(value);
    }

    private boolean leadsOn(String path) {
        String prefix = path.isEmpty() ? "" : path + ".";
        return records.startsWith(prefix) || wanted.stream().anyMatch(one -> one.startsWith(prefix));
    }

    /** An element that is no object is a record with one field, {@code value}. */
    @SuppressWarnings("unchecked")
    private static Map<String, Object> record(Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("value", value);
        return record;
    }

    private List<Map<String, Object>> rows(Map<?, ?> parallel) {
        try {
            return ParallelArrays.rows(parallel);
        } catch (IllegalArgumentException e) {
            throw new LastingFailure("%s answered %s.".formatted(address, e.getMessage()), e);
        }
    }

    private void requireFound() {
        if (!found && !names.isEmpty()) {
            throw new LastingFailure(
                    "%s answered nothing at '%s', where records are looked for, but has %s: set records to their path."
                            .formatted(address, records, String.join(", ", names)),
                    null);
        }
    }

    private static String path(JsonStreamContext context) {
        Deque<String> parts = new ArrayDeque<>();
        // The start of an array or object opens a context of its own: its name stands one above.
        for (JsonStreamContext one = context; one != null; one = one.getParent()) {
            if (one.inObject() && one.getCurrentName() != null) {
                parts.addFirst(one.getCurrentName());
            } else if (one.inArray() && one != context) {
                parts.addFirst("[]");
            }
        }
        return String.join(".", parts);
    }

    @Override
    public String field(String path) {
        return fields.get(path);
    }
}
