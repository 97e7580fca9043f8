package azalai.sample;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** JSON answers. */
final class Json {
    /** Records follow each other without the space that Jackson puts between values. */
    static final ObjectMapper MAPPER = new ObjectMapper(
            new JsonFactoryBuilder().rootValueSeparator((String) null).build());

    private static final int BUFFER = 65_536;

    private Json() {}

    /** Answers with one value, of known length. */
    static void send(HttpExchange exchange, int status, Object value) throws IOException {
        byte[] body = MAPPER.writeValueAsBytes(value);
        send(exchange, status, "application/json; charset=utf-8", body);
    }

    static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean bodiless = exchange.getRequestMethod().equals("HEAD") || body.length == 0;
        exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /** Begins an answer of unknown length. Whoever writes it closes the stream only if it ended well. */
    static OutputStream begin(HttpExchange exchange, String type) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, 0);
        return new BufferedOutputStream(exchange.getResponseBody(), BUFFER);
    }

    static JsonGenerator generator(OutputStream out) throws IOException {
        return MAPPER.getFactory().createGenerator(out);
    }
}
