package azalai.sample;

import azalai.sample.query.QueryException;
import azalai.sample.query.Source;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** Answers the Explore API's requests, or lets them suffer a fault. */
final class ApiHandler implements HttpHandler {
    static final String BASE = "/api/explore/v2.1/catalog/datasets/";

    private static final System.Logger LOG = System.getLogger(ApiHandler.class.getName());
    /** Generous, as nobody's quota is at stake; the headers are there to be read. */
    private static final long QUOTA = 1_000_000;

    private final Catalog catalog;
    private final Faults faults;
    private final RequestLog log;
    private final Clock clock;

    ApiHandler(Catalog catalog, Faults faults, RequestLog log, Clock clock) {
        this.catalog = catalog;
        this.faults = faults;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        long number =
                log.add(exchange.getRequestMethod(), exchange.getRequestURI().toString());
        quota(exchange, number);
        Fault fault = faults.take(path);
        if (fault != null && new FaultAnswer(fault, faults).send(exchange)) {
            return;
        }
        try {
            answer(exchange, path, fault);
        } catch (ApiError e) {
            error(exchange, e.status(), e.code(), e.getMessage());
        } catch (QueryException e) {
            error(exchange, 400, e.code(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The sample API failed at " + exchange.getRequestURI(), e);
            if (exchange.getResponseCode() < 0) {
                error(exchange, 500, "InternalError", "The sample API failed: " + e);
            }
            throw e;
        }
    }

    private static void error(HttpExchange exchange, int status, String code, String message) throws IOException {
        Json.send(exchange, status, Map.of("error_code", code, "message", message));
    }

    /** The reset time comes as an epoch and as ISO text in turn: both were seen. */
    private void quota(HttpExchange exchange, long number) {
        LocalDate tomorrow = LocalDate.now(clock.withZone(ZoneOffset.UTC)).plusDays(1);
        String reset = number % 2 == 0 ? tomorrow + "T00:00:00Z" : Long.toString(tomorrow.toEpochDay() * 86_400L);
        exchange.getResponseHeaders().set("X-RateLimit-Limit", Long.toString(QUOTA));
        exchange.getResponseHeaders().set("X-RateLimit-Remaining", Long.toString(Math.max(1_000, QUOTA - number)));
        exchange.getResponseHeaders().set("X-RateLimit-Reset", reset);
    }

    private void answer(HttpExchange exchange, String path, Fault fault) throws IOException {
        if (!path.startsWith(BASE)) {
            throw ApiError.notFound("The requested resource " + path + " does not exist.");
        }
        if (!exchange.getRequestMethod().equals("GET")
                && !exchange.getRequestMethod().equals("HEAD")) {
            throw new ApiError(405, "MethodNotAllowed", "Only the HTTP GET method is supported.");
        }
        String[] parts = path.substring(BASE.length()).split("/");
        Source source = catalog.find(parts[0]);
        if (source == null) {
            throw ApiError.notFound("The requested dataset " + parts[0] + " does not exist.");
        }
        Parameters parameters = new Parameters(exchange.getRequestURI().getRawQuery());
        String endpoint = path.substring(BASE.length() + parts[0].length()).replaceAll("/+$", "");
        switch (endpoint) {
            case "" -> Json.send(exchange, 200, Metadata.of(source));
            case "/records" -> stream(exchange, Request.records(source, parameters), RecordStream.Shape.RECORDS, fault);
            case "/exports/json" ->
                stream(exchange, Request.export(source, parameters), RecordStream.Shape.JSON, fault);
            case "/exports/jsonl" ->
                stream(exchange, Request.export(source, parameters), RecordStream.Shape.JSONL, fault);
            default ->
                throw ApiError.notFound("The requested resource " + path
                        + " does not exist here: the sample API has records, exports/json and exports/jsonl.");
        }
    }

    private static void stream(HttpExchange exchange, Request request, RecordStream.Shape shape, Fault fault)
            throws IOException {
        String type = shape == RecordStream.Shape.JSONL ? "application/jsonl" : "application/json";
        if (exchange.getRequestMethod().equals("HEAD")) {
            Json.send(exchange, 200, type, new byte[0]);
            return;
        }
        OutputStream out = Json.begin(exchange, type + "; charset=utf-8");
        new RecordStream(request, fault).write(out, shape);
        exchange.close();
    }
}
