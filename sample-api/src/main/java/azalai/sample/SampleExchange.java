package azalai.sample;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;

/** A request for a source, and how it is answered. */
public final class SampleExchange {
    /** Records follow each other without the space that Jackson puts between values. */
    public static final ObjectMapper JSON = new ObjectMapper(
            new JsonFactoryBuilder().rootValueSeparator((String) null).build());

    private static final int BUFFER = 65_536;

    private final HttpExchange http;
    private final LocalDate day;
    private final Fault fault;

    SampleExchange(HttpExchange http, LocalDate day, Fault fault) {
        this.http = http;
        this.day = day;
        this.fault = fault;
    }

    /** {@code GET} and so on. */
    public String method() {
        return http.getRequestMethod();
    }

    public String path() {
        return http.getRequestURI().getPath();
    }

    public Parameters parameters() {
        return new Parameters(http.getRequestURI().getRawQuery());
    }

    /** The day that the source is to show. */
    public LocalDate day() {
        return day;
    }

    /** What is to go wrong within the answer; never null. */
    public Fault fault() {
        return fault;
    }

    /** Answers with one value as JSON. */
    public void send(int status, Object value) throws IOException {
        send(http, status, value);
    }

    /** Answers with a body that is there already. */
    public void send(int status, String type, byte[] body) throws IOException {
        send(http, status, type, body);
    }

    /** Begins an answer of unknown length; without closing what is returned, it ends as a broken connection. */
    public OutputStream begin(String type) throws IOException {
        http.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        http.sendResponseHeaders(200, 0);
        return new BufferedOutputStream(http.getResponseBody(), BUFFER);
    }

    static void send(HttpExchange http, int status, Object value) throws IOException {
        send(http, status, "application/json; charset=utf-8", JSON.writeValueAsBytes(value));
    }

    static void send(HttpExchange http, int status, String type, byte[] body) throws IOException {
        http.getResponseHeaders().set("Content-Type", type);
        boolean bodiless = http.getRequestMethod().equals("HEAD") || body.length == 0;
        http.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            http.getResponseBody().write(body);
        }
        http.close();
    }
}
