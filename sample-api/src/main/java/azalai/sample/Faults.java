package azalai.sample;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The faults waiting for their requests, and the requests that hang. */
final class Faults {
    private static final Fault NONE = new Fault();
    private static final String MAINTENANCE =
            "<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>Site en maintenance</h1></body></html>";

    private final List<Fault> waiting = new ArrayList<>();
    private final List<HttpExchange> hanging = new ArrayList<>();

    /** Adds a fault behind those that wait; {@code none} clears all and ends the requests that hang. */
    synchronized void add(Fault fault) {
        if (fault.kind == null || !Fault.KINDS.contains(fault.kind)) {
            throw new IllegalArgumentException(
                    "There is no fault '" + fault.kind + "': use one of " + Fault.KINDS + ".");
        }
        waiting.add(fault);
        if (fault.is("none")) {
            waiting.clear();
            hanging.forEach(HttpExchange::close);
            hanging.clear();
        }
    }

    /** What is to happen to this request. */
    synchronized Fault take(String path) {
        for (Fault next : waiting) {
            if ((next.path == null || path.contains(next.path)) && next.skip-- <= 0) {
                if (--next.times <= 0) {
                    waiting.remove(next);
                }
                return next;
            }
        }
        return NONE;
    }

    /** Plays a fault of the answer as a whole; returns false if the request is to be answered after all. */
    boolean plays(Fault fault, HttpExchange http) throws IOException {
        if (fault.retryAfter != null && (fault.is("status") || fault.is("429"))) {
            http.getResponseHeaders().set("Retry-After", fault.retryAfter.asText());
        }
        switch (String.valueOf(fault.kind)) {
            case "status" -> text(http, or(fault.status, 500), "plain", or(fault.body, "the sample API was told so"));
            case "429" -> quotaExceeded(http, fault);
            case "html" -> text(http, 200, "html", or(fault.body, MAINTENANCE));
            case "redirect" -> {
                http.getResponseHeaders().set("Location", or(fault.location, "/"));
                text(http, or(fault.status, 302), "plain", "");
            }
            case "hang" -> hang(http);
            default -> {
                return false;
            }
        }
        return true;
    }

    private synchronized void hang(HttpExchange http) {
        hanging.add(http);
    }

    private static void quotaExceeded(HttpExchange http, Fault fault) throws IOException {
        ObjectNode body = SampleExchange.JSON.createObjectNode().put("errorcode", 10002);
        if (fault.resetTime != null) {
            body.set("reset_time", fault.resetTime);
            http.getResponseHeaders().set("X-RateLimit-Reset", fault.resetTime.asText());
        }
        body.put("limit_time_unit", "day").put("call_limit", 10_000);
        body.put("error", "Too many requests on the domain. Please contact the domain administrator.");
        http.getResponseHeaders().set("X-RateLimit-Remaining", "0");
        SampleExchange.send(http, 429, body);
    }

    private static void text(HttpExchange http, int status, String type, String body) throws IOException {
        SampleExchange.send(http, status, "text/" + type + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T or(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
