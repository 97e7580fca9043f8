package azalai.service.api;

import azalai.step.kafka.Submission.Item;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/** The records of NDJSON, an object a line; empty lines are nothing. */
final class LineRecords extends Records {
    private final BufferedReader lines;
    private long position;

    LineRecords(InputStream body) {
        lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    @Override
    Item next() {
        try {
            String line = lines.readLine();
            while (line != null && line.isBlank()) {
                line = lines.readLine();
            }
            if (line == null) {
                return null;
            }
            position += line.length();
            return item(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Item item(String line) throws IOException {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return refused(NO_OBJECT);
            }
            LinkedHashMap<String, Object> record = object(parser);
            return parser.nextToken() == null ? record(record) : refused("Something follows the record on its line.");
        } catch (JsonProcessingException e) {
            return refused("The record is no JSON: %s.".formatted(Bodies.firstLine(e)));
        }
    }

    @Override
    long position() {
        return position;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
