package azalai.service.control;

import azalai.config.Day;
import azalai.pipeline.RunRequest;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the control endpoint is asked, read strictly: what cannot be read is answered by 400 and a sentence. */
final class ControlRequests {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRequests.class);
    private static final int LONGEST_BODY = 64 * 1024;

    private static final ObjectReader STRICT =
            ControlServer.JSON.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private ControlRequests() {}

    /** The run that is asked for; null if it was refused. */
    static AskedRun run(HttpExchange exchange) throws IOException {
        try {
            AskedRun asked = read(exchange);
            RunRequest request = asked.request();
            if (request == null
                    || asked.settings() == null
                    || request.pipeline() == null
                    || request.trigger() == null) {
                throw new IllegalArgumentException("request, its pipeline and trigger, and settings are needed");
            }
            Day.check(request.from());
            Day.check(request.to());
            return asked;
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
            LOG.debug("A request is refused", e);
            String why = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            refuse(exchange, "The request cannot be read: %s.".formatted(oneLine(why)));
            return null;
        }
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\s*\\R\\s*", " ");
    }

    private static AskedRun read(HttpExchange exchange) throws IOException {
        // To its end: only then the server knows that the request came within its time.
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            throw new JsonParseException(null, "it is longer than 64 KB");
        }
        AskedRun value = STRICT.forType(AskedRun.class).readValue(body);
        if (value == null) {
            throw new JsonParseException(null, "it is null");
        }
        return value;
    }

    private static void refuse(HttpExchange exchange, String sentence) throws IOException {
        byte[] line = (ControlServer.JSON.writeValueAsString(Map.of("error", sentence, "exit", 2)) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(400, line.length);
        exchange.getResponseBody().write(line);
    }
}
