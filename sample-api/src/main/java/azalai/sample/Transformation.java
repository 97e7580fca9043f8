package azalai.sample;

import azalai.sample.query.Field;
import azalai.sample.query.Row;
import azalai.sample.query.Schema;
import azalai.sample.query.Values;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** A record with fields replaced or taken away, for the bad input that no world holds. */
final class Transformation {
    /** Escapes everything beyond ASCII, so that a lone surrogate of the patch arrives as it was sent. */
    private static final ObjectMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final List<String> KEYS = List.of("numero_fiche", "reference_fiche");

    private final Fault fault;
    private final Request request;

    Transformation(Fault fault, Request request) {
        this.fault = fault;
        this.request = request;
    }

    void write(JsonGenerator json, Row row) throws IOException {
        if (!applies(row)) {
            request.selection().write(json, row, request.zone());
            return;
        }
        StringWriter plain = new StringWriter();
        try (JsonGenerator copy = Json.MAPPER.getFactory().createGenerator(plain)) {
            request.selection().write(copy, row, request.zone());
        }
        ObjectNode record = (ObjectNode) Json.MAPPER.readTree(plain.toString());
        if (fault.patch() != null) {
            fault.patch().properties().forEach(field -> record.set(field.getKey(), field.getValue()));
        }
        if (fault.remove() != null) {
            record.remove(fault.remove());
        }
        json.writeRawValue(ASCII.writeValueAsString(record));
    }

    private boolean applies(Row row) {
        if (fault.keys() == null) {
            return true;
        }
        Schema schema = request.source().schema();
        for (String name : KEYS) {
            Field field = schema.find(name);
            if (field != null && row.value(field) != null) {
                return fault.keys().contains(Values.text(row.value(field)));
            }
        }
        return false;
    }
}
