package azalai.sample;

import azalai.sample.query.Row;
import azalai.sample.query.RowCursor;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the records of a request one after the other, suffering the fault given. */
final class RecordStream {
    /** What stands between and around the records. */
    enum Shape {
        RECORDS,
        JSON,
        JSONL
    }

    private final Request request;
    private final Fault fault;

    RecordStream(Request request, Fault fault) {
        this.request = request;
        this.fault = fault;
    }

    /** Writes everything and closes the stream; throws an IOException, leaving it open, to cut the connection. */
    void write(OutputStream out, Shape shape) throws IOException {
        JsonGenerator json = Json.generator(out);
        if (shape == Shape.RECORDS) {
            json.writeStartObject();
            json.writeNumberField(
                    "total_count", request.source().count(request.query().where()));
            json.writeFieldName("results");
        }
        if (shape != Shape.JSONL) {
            json.writeStartArray();
        }
        if (!rows(json, out, shape == Shape.JSONL)) {
            json.flush();
            out.write("Streaming interrupted due to the following error: the sample API was told so."
                    .getBytes(StandardCharsets.UTF_8));
            out.close();
            return;
        }
        if (shape != Shape.JSONL) {
            json.writeEndArray();
        }
        if (shape == Shape.RECORDS) {
            json.writeEndObject();
        }
        json.flush();
        out.close();
    }

    /** Returns false if the answer is to end here with the API's text for an interruption. */
    private boolean rows(JsonGenerator json, OutputStream out, boolean lines) throws IOException {
        long most = is("short") ? request.expected() - fault.rows() : Long.MAX_VALUE;
        try (RowCursor rows = request.source().rows(request.query())) {
            Row row = rows.next();
            for (long written = 0; row != null && written < most; written++, row = rows.next()) {
                if ((is("cut") || is("interrupted")) && written >= fault.afterRows()) {
                    break;
                }
                if (is("transform")) {
                    new Transformation(fault, request).write(json, row);
                } else {
                    request.selection().write(json, row, request.zone());
                }
                if (lines) {
                    json.writeRaw('\n');
                }
            }
        }
        if (is("cut")) {
            json.flush();
            out.flush();
            throw new IOException("The connection is cut: the sample API was told so.");
        }
        return !is("interrupted");
    }

    private boolean is(String kind) {
        return fault != null && fault.is(kind);
    }
}
