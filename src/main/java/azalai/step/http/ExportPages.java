package azalai.step.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Pages out of one streamed {@code /exports/jsonl}: a record a line. */
final class ExportPages extends Pages {
    private static final ObjectReader RECORD = new ObjectMapper().readerForMapOf(Object.class);
    /** A page ends early when its text is this long, so that memory stays bounded when single fields are huge. */
    private static final int CHARACTERS = 8_000_000;

    private final Opendatasoft api;
    private final String address;
    private final BufferedReader lines;

    ExportPages(Fetch fetch, Opendatasoft api, InputStream body) {
        super(fetch);
        this.api = api;
        this.address = api.address(fetch.dataset(), "exports/jsonl");
        this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8), 1 << 16);
    }

    @Override
    void read(List<Map<String, Object>> page) throws IOException {
        int characters = 0;
        while (page.size() < SIZE && characters < CHARACTERS) {
            String line = lines.readLine();
            if (line == null) {
                return;
            }
            if (!line.isBlank()) {
                page.add(parse(line, page.size()));
                characters += line.length();
            }
        }
    }

    private Map<String, Object> parse(String line, int inPage) {
        try {
            Map<String, Object> record = RECORD.readValue(line);
            return record == null ? new LinkedHashMap<>() : record;
        } catch (JsonProcessingException e) {
            if (fetch().rows() == 0 && inPage == 0 && line.strip().startsWith("<")) {
                throw Opendatasoft.notJson(address, line, e);
            }
            String shown = line.strip();
            throw brokenOff(
                    "it ended with '%s'"
                            .formatted(shown.length() > 120 ? "…" + shown.substring(shown.length() - 120) : shown),
                    e);
        }
    }

    @Override
    OptionalLong countAfter() {
        return OptionalLong.of(api.count(fetch().dataset(), fetch().where()));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
