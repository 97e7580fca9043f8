package azalai.service.api;

import azalai.error.Sentences;
import azalai.error.SqlFailures;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the API answers: JSON, and an error as one sentence. */
final class Answers {
    static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    /** Answers with a value as JSON. */
    static void json(Exchange exchange, int status, Object value) {
        try {
            write(exchange, status, "application/json", JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Camel sends every header of the message back, those of the request too: only ours may stay. */
    static void write(Exchange exchange, int status, String type, Object body) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, type);
        exchange.getMessage().setBody(body);
    }

    private static boolean isUnreachable(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SQLException sql && SqlFailures.isUnreachable(sql)) {
                return true;
            }
        }
        return false;
    }

    /** Called by the routes when a request failed: tells why. */
    public void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof ApiError error) {
                Map<String, Object> body = new LinkedHashMap<>();
                body.put("error", error.getMessage());
                body.putAll(error.details());
                json(exchange, error.status(), body);
                return;
            }
        }
        LOG.error("A request failed: {}", exchange.getFromRouteId(), failure);
        json(exchange, isUnreachable(failure) ? 503 : 500, Map.of("error", Sentences.of(failure)));
    }
}
