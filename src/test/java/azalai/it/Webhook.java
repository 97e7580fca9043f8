package azalai.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Somebody else's server that takes rows, and is out of order at the first request. */
final class Webhook implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private final List<JsonNode> rows = new CopyOnWriteArrayList<>();

    Webhook() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/rows", this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode page = JSON.readTree(exchange.getRequestBody());
            boolean working = requests.incrementAndGet() > 1;
            if (working) {
                page.forEach(rows::add);
            }
            exchange.sendResponseHeaders(working ? 204 : 503, -1);
        }
    }

    String address() {
        return "http://127.0.0.1:%d/rows".formatted(server.getAddress().getPort());
    }

    /** The values of one field of all rows taken, sorted. */
    List<String> all(String field) {
        return rows.stream().map(row -> row.path(field).asText()).sorted().toList();
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
