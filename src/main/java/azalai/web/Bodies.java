package azalai.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;

/** Bodies of requests, read up to a limit, whether or not the client said how long they are. */
final class Bodies {
    /** What a request about a run can need at most. */
    private static final int SMALL = 64 * 1024;

    private Bodies() {}

    /**
     * The whole body.
     *
     * @throws ApiError 413 if it is longer than {@code most} bytes
     */
    static byte[] read(Exchange exchange, int most, String limit) {
        Long announced = exchange.getMessage().getHeader(Exchange.CONTENT_LENGTH, Long.class);
        boolean tooLong = announced != null && announced > most;
        try (InputStream in = exchange.getMessage().getBody(InputStream.class)) {
            byte[] body = in == null || tooLong ? new byte[0] : in.readNBytes(most + 1);
            if (tooLong || body.length > most) {
                drain(in, most);
                throw new ApiError(413, "The body is longer than %s: send it in parts.".formatted(limit));
            }
            return body;
        } catch (IOException e) {
            throw new ApiError(400, "The body broke off: send it again.");
        }
    }

    /** A small JSON object; empty if there is no body. */
    static JsonNode object(Exchange exchange) {
        byte[] body = read(exchange, SMALL, "64 KB");
        try {
            JsonNode node = body.length == 0 ? null : Answers.JSON.readTree(body);
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
            throw new IllegalStateException("Reading from memory cannot fail.", e);
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

    /** Reads on for a while: a client still sending when the connection is closed may never see the answer. */
    private static void drain(InputStream in, int most) throws IOException {
        byte[] buffer = new byte[8192];
        int read = 0;
        for (long left = 2L * most; in != null && left > 0 && read >= 0; left -= read) {
            read = in.read(buffer, 0, buffer.length);
        }
    }
}
