package azalai.sample.recalls;

import azalai.sample.explore.Condition;
import azalai.sample.explore.Dataset;
import azalai.sample.explore.Query;
import azalai.sample.explore.Row;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Reads a source as a client of the API would see it. */
final class Rows {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Rows() {}

    static List<JsonNode> all(Dataset source) throws IOException {
        return of(source, new Query(Condition.ALL, List.of(), 0, -1));
    }

    static List<JsonNode> of(Dataset source, Query query) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        for (Row row : (Iterable<Row>) source.rows(query)::iterator) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = MAPPER.createGenerator(text)) {
                row.writeTo(json, ZoneOffset.UTC);
            }
            rows.add(MAPPER.readTree(text.toString()));
        }
        return rows;
    }
}
