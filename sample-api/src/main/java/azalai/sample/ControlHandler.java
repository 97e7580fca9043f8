package azalai.sample;

import azalai.sample.recalls.Changes;
import azalai.sample.recalls.Form;
import azalai.sample.recalls.World;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;

/**
 * {@code /control}: what the application and the tests ask of the server itself, with the token.
 *
 * <ul>
 *   <li>{@code POST world} {"count","date","file","dataset"}: serves that from now on; no date is today, no count the
 *       present one;
 *   <li>{@code GET world}: what is served; with {@code from} and {@code to} also how these days of the world differ
 *       ("new", "changed", "withdrawn", "returned", and "size" and "keys" of the later), with {@code since} (and
 *       {@code dataset}) only what is published from that day on;
 *   <li>{@code POST fault}: see {@link Fault};
 *   <li>{@code GET requests}, {@code DELETE requests}: what the API was asked.
 * </ul>
 */
final class ControlHandler implements HttpHandler {
    static final String BASE = "/control/";
    private static final int LARGEST_BODY = 32 << 20;

    /** The body of {@code POST /control/world}; what is absent stays at its default. */
    record WorldRequest(Long count, String date, String file, String dataset) {}

    private final byte[] authorization;
    private final Catalog catalog;
    private final Faults faults;
    private final RequestLog log;

    ControlHandler(String token, Catalog catalog, Faults faults, RequestLog log) {
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.catalog = catalog;
        this.faults = faults;
        this.log = log;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] body = readBody(exchange);
        if (given == null || !MessageDigest.isEqual(authorization, given.getBytes(StandardCharsets.UTF_8))) {
            Json.send(exchange, 401, error("The control token is missing or wrong."));
            return;
        }
        try {
            Json.send(exchange, 200, answer(exchange, body));
        } catch (NoSuchMethodException e) {
            Json.send(exchange, 404, error(e.getMessage()));
        } catch (JsonProcessingException e) {
            Json.send(exchange, 400, error("The body cannot be read: " + e.getOriginalMessage()));
        } catch (IllegalArgumentException | DateTimeException | IOException e) {
            Json.send(exchange, 400, error(e.getMessage()));
        }
    }

    private static byte[] readBody(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            return in.readNBytes(LARGEST_BODY);
        }
    }

    private Object answer(HttpExchange exchange, byte[] body) throws IOException, NoSuchMethodException {
        String call =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        switch (call) {
            case "POST /control/world" -> catalog.serve(options(Json.MAPPER.readValue(body, WorldRequest.class)));
            case "GET /control/world" -> {
                return world(new Parameters(exchange.getRequestURI().getRawQuery()));
            }
            case "POST /control/fault" -> faults.add(fault(body));
            case "GET /control/requests" -> {
                return log.snapshot();
            }
            case "DELETE /control/requests" -> log.clear();
            default -> throw new NoSuchMethodException("There is no " + call + ".");
        }
        return Map.of("ok", true);
    }

    private static Fault fault(byte[] body) throws IOException {
        Fault fault = Json.MAPPER.readValue(body, Fault.class);
        if (fault.kind() == null || !Fault.KINDS.contains(fault.kind())) {
            throw new IllegalArgumentException(
                    "There is no fault '" + fault.kind() + "': use one of " + Fault.KINDS + ".");
        }
        return fault;
    }

    private SampleOptions options(WorldRequest asked) {
        return new SampleOptions(
                asked.count() == null ? catalog.options().count() : asked.count(),
                asked.date() == null ? null : LocalDate.parse(asked.date()),
                asked.file() == null ? null : Path.of(asked.file()),
                asked.dataset());
    }

    /** What is served, and with {@code from} and {@code to} how two days of that world differ. */
    private ObjectNode world(Parameters parameters) {
        SampleOptions options = catalog.options();
        World now = catalog.world();
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.put("count", options.count());
        answer.put("file", options.file() == null ? null : options.file().toString());
        answer.put("dataset", options.fileDataset());
        answer.put("date", now == null ? null : now.date().toString());
        if (parameters.get("to") == null) {
            answer.put("size", now == null ? catalog.find(options.fileDataset()).size() : now.size());
            return answer;
        }
        World to = World.of(World.SEED, options.count(), LocalDate.parse(parameters.get("to")));
        Form form = parameters.get("dataset") == null ? Form.V2 : Form.of(parameters.get("dataset"));
        if (form == null) {
            throw new IllegalArgumentException("The sample world has no dataset " + parameters.get("dataset") + ".");
        }
        answer.put("size", to.size());
        answer.put("keys", to.keys(form));
        if (parameters.get("from") != null) {
            World from = World.of(World.SEED, options.count(), LocalDate.parse(parameters.get("from")));
            String since = parameters.get("since");
            Changes changes = since == null ? to.since(from) : to.since(from, form, LocalDate.parse(since));
            answer.put("new", changes.added());
            answer.put("changed", changes.changed());
            answer.put("withdrawn", changes.withdrawn());
            answer.put("returned", changes.returned());
        }
        return answer;
    }

    private static Map<String, String> error(String sentence) {
        return Map.of("error", String.valueOf(sentence));
    }
}
