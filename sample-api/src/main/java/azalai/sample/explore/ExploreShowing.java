package azalai.sample.explore;

import azalai.sample.ApiError;
import azalai.sample.Fault;
import azalai.sample.Parameters;
import azalai.sample.SampleExchange;
import azalai.sample.SampleSource;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;

/** A source that shows datasets as the Explore API does. */
public abstract class ExploreShowing implements SampleSource.Showing {
    /** The API's path, up to a dataset's name. */
    public static final String PATH = "/api/explore/v2.1/catalog/datasets/";

    /** What stands between and around the records. */
    private enum Shape {
        RECORDS,
        JSON,
        JSONL
    }

    /** The dataset of that name as it stands on that day, or null. */
    protected abstract Dataset dataset(String name, LocalDate day);

    /** What the metadata call it. */
    protected abstract String title();

    @Override
    public final void answer(SampleExchange exchange) throws IOException {
        if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            throw new ApiError(405, "MethodNotAllowed", "Only the HTTP GET method is supported.");
        }
        String path = exchange.path().substring(PATH.length());
        String name = path.split("/", 2)[0];
        Dataset dataset = dataset(name, exchange.day());
        if (dataset == null) {
            throw ApiError.notFound("The requested dataset " + name + " does not exist.");
        }
        Parameters asked = exchange.parameters();
        switch (path.substring(name.length()).replaceAll("/+$", "")) {
            case "" -> exchange.send(200, metadata(dataset));
            case "/records" -> stream(exchange, Request.records(dataset, asked), Shape.RECORDS);
            case "/exports/json" -> stream(exchange, Request.export(dataset, asked), Shape.JSON);
            case "/exports/jsonl" -> stream(exchange, Request.export(dataset, asked), Shape.JSONL);
            default ->
                throw ApiError.notFound("The requested resource " + exchange.path()
                        + " does not exist here: the sample API has records, exports/json and exports/jsonl.");
        }
    }

    private ObjectNode metadata(Dataset dataset) {
        String modified = Times.format(dataset.modified(), ZoneOffset.UTC);
        ObjectNode document = SampleExchange.JSON.createObjectNode();
        document.put("dataset_id", dataset.schema().dataset()).put("dataset_uid", "da_sample");
        document.put("has_records", true).put("data_visible", true).putArray("attachments");
        document.putArray("features").add("analyze");
        document.putObject("metas")
                .putObject("default")
                .put("title", title())
                .put("modified", modified)
                .put("data_processed", modified)
                .put("records_count", dataset.size())
                .put("publisher", "Azalai")
                .putNull("license");
        ArrayNode fields = document.putArray("fields");
        for (Field field : dataset.schema().fields()) {
            fields.addObject()
                    .put("name", field.name())
                    .put("label", field.name())
                    .put("type", field.type().label())
                    .putNull("description")
                    .putObject("annotations");
        }
        return document;
    }

    private static void stream(SampleExchange exchange, Request request, Shape shape) throws IOException {
        String type = shape == Shape.JSONL ? "application/jsonl" : "application/json";
        if (exchange.method().equals("HEAD")) {
            exchange.send(200, type, new byte[0]);
            return;
        }
        Fault fault = exchange.fault();
        Iterator<Row> rows = request.dataset().rows(request.query()).iterator();
        // Not closed when it breaks off: the connection is to break too.
        OutputStream out = exchange.begin(type);
        JsonGenerator json = SampleExchange.JSON.getFactory().createGenerator(out);
        if (shape == Shape.RECORDS) {
            json.writeStartObject();
            json.writeNumberField("total_count", request.total());
            json.writeFieldName("results");
        }
        if (shape != Shape.JSONL) {
            json.writeStartArray();
        }
        records(json, rows, request, fault, shape == Shape.JSONL ? "\n" : "");
        if (fault.is("cut") || fault.is("interrupted")) {
            json.flush();
            out.flush();
            if (fault.is("cut")) {
                throw new IOException("The connection is cut: the sample API was told so.");
            }
            out.write("Streaming interrupted due to the following error: the sample API was told so."
                    .getBytes(StandardCharsets.UTF_8));
            out.close();
            return;
        }
        // Closes the array and the object too.
        json.close();
    }

    private static void records(JsonGenerator json, Iterator<Row> rows, Request request, Fault fault, String end)
            throws IOException {
        long most = fault.rowsOf(fault.is("short") ? request.expected() : 0);
        Field key = request.dataset().schema().key();
        for (long written = 0; written < most && rows.hasNext(); written++) {
            Row row = rows.next();
            if (fault.is("transform") && fault.transforms(key == null ? null : Values.text(row.value(key)))) {
                transform(json, request, row, fault);
            } else {
                request.selection().write(json, row, request.zone());
            }
            json.writeRaw(end);
        }
    }

    /** Everything beyond ASCII is escaped, so that a lone surrogate of the patch arrives as it was sent. */
    private static void transform(JsonGenerator json, Request request, Row row, Fault fault) throws IOException {
        StringWriter plain = new StringWriter();
        try (JsonGenerator copy = SampleExchange.JSON.getFactory().createGenerator(plain)) {
            request.selection().write(copy, row, request.zone());
        }
        ObjectNode record = fault.transform((ObjectNode) SampleExchange.JSON.readTree(plain.toString()));
        json.writeRawValue(SampleExchange.JSON
                .writer()
                .with(JsonWriteFeature.ESCAPE_NON_ASCII)
                .writeValueAsString(record));
    }
}
