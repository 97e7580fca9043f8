package azalai.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers that are wrong as a whole; those that go wrong among the records are {@link RecordStream}'s. */
final class FaultAnswer {
    private static final String MAINTENANCE =
            "<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>Site en maintenance</h1></body></html>";

    private final Fault fault;
    private final Faults faults;

    FaultAnswer(Fault fault, Faults faults) {
        this.fault = fault;
        this.faults = faults;
    }

    /** Returns false if the request is to be answered after all. */
    boolean send(HttpExchange exchange) throws IOException {
        switch (fault.kind()) {
            case "status" -> {
                retryAfter(exchange);
                String body = fault.body() == null ? "the sample API was told so" : fault.body();
                text(exchange, fault.status() == null ? 500 : fault.status(), "text/plain", body);
            }
            case "429" -> quotaExceeded(exchange);
            case "html" -> text(exchange, 200, "text/html", fault.body() == null ? MAINTENANCE : fault.body());
            case "redirect" -> {
                exchange.getResponseHeaders().set("Location", fault.location() == null ? "/" : fault.location());
                text(exchange, fault.status() == null ? 302 : fault.status(), "text/plain", "");
            }
            case "hang" -> faults.hang(exchange);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void quotaExceeded(HttpExchange exchange) throws IOException {
        retryAfter(exchange);
        ObjectNode body = Json.MAPPER.createObjectNode();
        body.put("errorcode", 10002);
        if (fault.resetTime() != null) {
            body.set("reset_time", fault.resetTime());
            exchange.getResponseHeaders()
                    .set("X-RateLimit-Reset", fault.resetTime().asText());
        }
        body.put("limit_time_unit", "day");
        body.put("call_limit", 10_000);
        body.put("error", "Too many requests on the domain. Please contact the domain administrator.");
        exchange.getResponseHeaders().set("X-RateLimit-Remaining", "0");
        Json.send(exchange, 429, body);
    }

    private void retryAfter(HttpExchange exchange) {
        if (fault.retryAfter() != null) {
            exchange.getResponseHeaders().set("Retry-After", fault.retryAfter().asText());
        }
    }

    private static void text(HttpExchange exchange, int status, String type, String body) throws IOException {
        Json.send(exchange, status, type + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }
}
