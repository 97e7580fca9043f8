package azalai.sample.recalls;

import azalai.sample.query.Condition;
import azalai.sample.query.Query;
import azalai.sample.query.Row;
import azalai.sample.query.RowCursor;
import azalai.sample.query.Source;
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

    static List<JsonNode> all(Source source) throws IOException {
        return of(source, new Query(Condition.ALL, List.of(), 0, -1));
    }

    static List<JsonNode> of(Source source, Query query) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        try (RowCursor cursor = source.rows(query)) {
            for (Row row = cursor.next(); row != null; row = cursor.next()) {
                StringWriter text = new StringWriter();
                try (JsonGenerator json = MAPPER.createGenerator(text)) {
                    row.writeTo(json, ZoneOffset.UTC);
                }
                rows.add(MAPPER.readTree(text.toString()));
            }
        }
        return rows;
    }
}
