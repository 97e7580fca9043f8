package azalai.step.http;

import azalai.error.LastingFailure;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a CSV answer as RFC 4180 writes it, in UTF-8: the first line names the fields, every value is a text, an empty one null. */
final class CsvAnswer implements AnswerReader {
    private static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final String address;
    private final BufferedReader text;
    private final char delimiter;
    private List<String> names;
    private int next;
    private long line;

    CsvAnswer(String address, InputStream body, char delimiter) throws IOException {
        this.address = address;
        this.text = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8), 1 << 16);
        this.delimiter = delimiter;
        this.next = text.read();
        if (next == BYTE_ORDER_MARK) {
            next = text.read();
        }
    }

    @Override
    public Map<String, Object> next() throws IOException {
        if (names == null) {
            names = values();
        }
        List<String> values = values();
        if (names == null || values == null) {
            return null;
        }
        if (values.size() != names.size()) {
            throw new LastingFailure(
                    "%s answered CSV whose line %d has %d values, but %d names stand above: check the delimiter '%s'."
                            .formatted(address, line, values.size(), names.size(), delimiter),
                    null);
        }
        Map<String, Object> record = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            record.put(names.get(i).strip(), values.get(i).isEmpty() ? null : values.get(i));
        }
        return record;
    }

    /** The values of the next line that is not empty; null at the end. */
    private List<String> values() throws IOException {
        while (next == '\r' || next == '\n') {
            next = text.read();
        }
        if (next == END) {
            return null;
        }
        line++;
        List<String> values = new ArrayList<>();
        while (true) {
            values.add(next == '"' ? quoted() : plain());
            if (next != delimiter) {
                return values;
            }
            next = text.read();
        }
    }

    private String plain() throws IOException {
        StringBuilder value = new StringBuilder();
        while (next != END && next != delimiter && next != '\r' && next != '\n') {
            value.append((char) next);
            next = text.read();
        }
        return value.toString();
    }

    private String quoted() throws IOException {
        StringBuilder value = new StringBuilder();
        for (next = text.read(); ; next = text.read()) {
            if (next == END) {
                throw new EOFException("a quoted value does not end");
            }
            if (next == '"') {
                next = text.read();
                if (next != '"') {
                    // What stands behind the quote belongs to the value, as most readers take it.
                    return value.append(plain()).toString();
                }
            }
            value.append((char) next);
        }
    }

    @Override
    public String field(String path) {
        return null;
    }
}
