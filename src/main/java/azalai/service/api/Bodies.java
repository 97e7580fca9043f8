package azalai.service.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;

/** Small bodies of requests as JSON. */
final class Bodies {
    /** What a request about a run can need at most. */
    private static final int SMALL = 64 * 1024;

    /** What follows the object, and a member that stands there twice, is refused. */
    private static final ObjectReader STRICT = Answers.JSON
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private Bodies() {}

    /** A small JSON object; empty if there is no body. */
    static JsonNode object(Exchange exchange) {
        Body body = Body.of(exchange);
        if (body == null) {
            return Answers.JSON.createObjectNode();
        }
        try (InputStream in = body.open()) {
            byte[] bytes = in.readNBytes(SMALL + 1);
            if (bytes.length > SMALL) {
                throw new ApiError(413, "The body is longer than 64 KB.");
            }
            JsonNode node = STRICT.readTree(bytes);
            if (node == null || node.isMissingNode()) {
                return Answers.JSON.createObjectNode();
            }
            if (!node.isObject()) {
                throw new ApiError(400, "The body is no JSON object as in {\"full\":true}.");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new ApiError(400, "The body is no JSON: %s.".formatted(firstLine(e)));
        } catch (IOException e) {
            throw new IllegalStateException("A body on disk cannot be read.", e);
        }
    }

    /** What is wrong and where, without the parser's view of the source. */
    static String firstLine(JsonProcessingException e) {
        String where = e.getLocation() == null
                ? ""
                : " at line %d, column %d"
                        .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        return e.getOriginalMessage().strip().replaceAll("\\s*\\R\\s*", " ") + where;
    }
}
