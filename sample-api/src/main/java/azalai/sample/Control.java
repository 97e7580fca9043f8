package azalai.sample;

import azalai.sample.SampleSource.Showing;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /control}: what the application and the tests ask of the server itself, with the token.
 *
 * <ul>
 *   <li>{@code POST world} {"count","date","file","dataset"}: serves that from now on; no date is today, no count the
 *       present one;
 *   <li>{@code GET world}: what is served, and what the sources tell of it ({@link Showing#describe});
 *   <li>{@code POST fault}: see {@link Fault};
 *   <li>{@code GET requests}, {@code DELETE requests}: what the sources were asked.
 * </ul>
 */
final class Control implements HttpHandler {
    static final String BASE = "/control/";
    private static final int LARGEST_BODY = 32 << 20;
    private static final int REQUESTS_KEPT = 2_000;

    /** The body of {@code POST /control/world}; what is absent stays at its default. */
    record WorldRequest(Long count, String date, String file, String dataset) {}

    private final byte[] authorization;
    private final Stage stage;
    private final Faults faults;
    private final Deque<Map<String, String>> requests = new ArrayDeque<>();
    private long asked;

    Control(String token, Stage stage, Faults faults) {
        this.authorization = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        this.stage = stage;
        this.faults = faults;
    }

    @Override
    public void handle(HttpExchange http) throws IOException {
        String given = String.valueOf(http.getRequestHeaders().getFirst("Authorization"));
        byte[] body = http.getRequestBody().readNBytes(LARGEST_BODY);
        if (!MessageDigest.isEqual(authorization, given.getBytes(StandardCharsets.UTF_8))) {
            error(http, 401, "The control token is missing or wrong.");
            return;
        }
        try {
            SampleExchange.send(http, 200, answer(http, body));
        } catch (NoSuchMethodException e) {
            error(http, 404, e.getMessage());
        } catch (JsonProcessingException e) {
            error(http, 400, "The body cannot be read: " + e.getOriginalMessage());
        } catch (IllegalArgumentException | DateTimeException | IOException e) {
            error(http, 400, e.getMessage());
        }
    }

    private static void error(HttpExchange http, int status, String sentence) throws IOException {
        SampleExchange.send(http, status, Map.of("error", String.valueOf(sentence)));
    }

    private Object answer(HttpExchange http, byte[] body) throws IOException, NoSuchMethodException {
        String call = http.getRequestMethod() + " " + http.getRequestURI().getPath();
        switch (call) {
            case "GET /control/world" -> {
                return world(new Parameters(http.getRequestURI().getRawQuery()));
            }
            case "GET /control/requests" -> {
                return requests();
            }
            case "POST /control/world" -> stage.show(options(SampleExchange.JSON.readValue(body, WorldRequest.class)));
            case "POST /control/fault" -> faults.add(SampleExchange.JSON.readValue(body, Fault.class));
            case "DELETE /control/requests" -> forget();
            default -> throw new NoSuchMethodException("There is no " + call + ".");
        }
        return Map.of("ok", true);
    }

    /** Takes note of a request for a source; returns its number, from 1. */
    synchronized long note(String method, String target) {
        requests.addLast(Map.of("method", method, "target", target));
        if (requests.size() > REQUESTS_KEPT) {
            requests.removeFirst();
        }
        return ++asked;
    }

    /** How many there were, and the last of them. */
    private synchronized Map<String, Object> requests() {
        return Map.of("count", asked, "requests", List.copyOf(requests));
    }

    private synchronized void forget() {
        requests.clear();
        asked = 0;
    }

    private SampleOptions options(WorldRequest asked) {
        return new SampleOptions(
                asked.count() == null ? stage.options().count() : asked.count(),
                asked.date() == null ? null : LocalDate.parse(asked.date()),
                asked.file() == null ? null : Path.of(asked.file()),
                asked.dataset());
    }

    private Map<String, Object> world(Parameters asked) {
        SampleOptions options = stage.options();
        LocalDate day = stage.day();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("count", options.count());
        answer.put("file", options.file() == null ? null : options.file().toString());
        answer.put("dataset", options.fileDataset());
        answer.put("date", options.file() == null ? day.toString() : null);
        stage.showings().values().forEach(showing -> answer.putAll(showing.describe(day, asked)));
        return answer;
    }
}
