package azalai.step.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** An Explore API with one dataset, {@code d}, ordered by its field {@code day}, and the API's own limits. */
final class ExploreServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Read when the JDK's server class loads; without it each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final List<Map<String, Object>> records = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    ExploreServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/explore/v2.1/catalog/datasets/d/records", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Adds so many records of a day, behind those that are there. */
    ExploreServer with(int count, String day) {
        for (int i = 0; i < count; i++) {
            records.add(Map.of("id", records.size(), "day", day));
        }
        return this;
    }

    List<Map<String, Object>> records() {
        return records;
    }

    /** The conditions that were asked for, in order; the empty one is everything. */
    List<String> conditions() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        String where = query.getOrDefault("where", "");
        int limit = Integer.parseInt(query.getOrDefault("limit", "10"));
        int offset = Integer.parseInt(query.getOrDefault("offset", "0"));
        if (limit > 100 || offset + limit > 10_000) {
            send(exchange, 400, Map.of("message", "offset + limit beyond 10000"));
            return;
        }
        if (asked.isEmpty() || !Objects.equals(asked.get(asked.size() - 1), where)) {
            asked.add(where);
        }
        List<Map<String, Object>> found =
                records.stream().filter(condition(where)).toList();
        send(
                exchange,
                200,
                Map.of(
                        "total_count", found.size(),
                        "results", found.stream().skip(offset).limit(limit).toList()));
    }

    /** The two comparisons that are asked: {@code day >= 'x' and day < 'y'}. */
    private static Predicate<Map<String, Object>> condition(String where) {
        Predicate<Map<String, Object>> all = record -> true;
        for (String part : where.isEmpty() ? new String[0] : where.split(" and ")) {
            String value = part.substring(part.indexOf('\'') + 1, part.lastIndexOf('\''));
            all = all.and(
                    part.contains(">=")
                            ? record -> record.get("day").toString().compareTo(value) >= 0
                            : record -> record.get("day").toString().compareTo(value) < 0);
        }
        return all;
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String part : raw.split("&")) {
            String[] sides = part.split("=", 2);
            query.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return query;
    }

    private static void send(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
