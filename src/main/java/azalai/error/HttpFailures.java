package azalai.error;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.apache.camel.http.base.HttpOperationFailedException;

/** A failed request as one sentence: the address, the status and what to try. */
public final class HttpFailures {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Request Timeout, Conflict, Locked, Too Early, Too Many Requests: RFC 9110, 4918, 8470, 6585. */
    private static final Set<Integer> PASSING = Set.of(408, 409, 423, 425, 429);

    private static final int LONGEST_DETAIL = 300;
    /** Where APIs say what was wrong. */
    private static final List<String> DETAILS = List.of("message", "reason", "detail", "error_description");

    private HttpFailures() {}

    /** The sentence for what {@code http-get} failed with at {@code uri}. */
    public static Failure of(String uri, Throwable e) {
        if (e instanceof Failure failure) {
            return failure;
        }
        if (e instanceof HttpOperationFailedException answer) {
            String sentence = "%s answered %d%s".formatted(uri, answer.getStatusCode(), advice(answer));
            return HttpAnswers.mayPass(answer) ? new Failure(sentence, e) : new LastingFailure(sentence, e);
        }
        if (e instanceof java.net.UnknownHostException) {
            return new Failure(
                    "%s cannot be reached: its host is not known here; check the address and the network."
                            .formatted(uri),
                    e);
        }
        if (e instanceof IOException) {
            return new Failure(
                    "%s cannot be reached (%s): check the address and the network, then run again; the cursor has not moved."
                            .formatted(uri, Reasons.of(e)),
                    e);
        }
        return new Failure("%s failed: %s.".formatted(uri, Reasons.of(e)), e);
    }

    /** Whether the same request would be answered the same: not by a server that is busy, out of order, or locked. */
    public static boolean lasts(HttpOperationFailedException answer) {
        int status = answer.getStatusCode();
        return status < 500 && !PASSING.contains(status);
    }

    /** What an answer to a single request says, as the end of a sentence; the query, which may hold a key, stays out. */
    static String once(HttpOperationFailedException answer) {
        String said = detail(answer.getResponseBody());
        return "the address %s answered %d%s"
                .formatted(
                        answer.getUri().replaceFirst("[?#].*", "").replaceFirst("//[^/@]*@", "//"),
                        answer.getStatusCode(),
                        said.substring(0, said.length() - 1));
    }

    private static String advice(HttpOperationFailedException answer) {
        int status = answer.getStatusCode();
        Instant until = HttpAnswers.askedToWaitUntil(answer);
        String when = until == null ? "later" : "after " + until.truncatedTo(ChronoUnit.SECONDS);
        if (answer.getRedirectLocation() != null) {
            return ": it has moved to %s; set the new address if you trust it.".formatted(answer.getRedirectLocation());
        }
        if (status == 429) {
            return " (too many requests): run again %s; the cursor has not moved.".formatted(when);
        }
        if (status >= 500) {
            return " again and again: the service is out of order; run again %s, the cursor has not moved."
                    .formatted(when);
        }
        return detail(answer.getResponseBody());
    }

    private static String detail(String body) {
        if (body == null || body.isBlank()) {
            return ".";
        }
        String message = body;
        try {
            JsonNode answer = JSON.readTree(body);
            message = DETAILS.stream()
                    .map(name -> answer.path(name).asText(""))
                    .filter(text -> !text.isBlank())
                    .findFirst()
                    .orElse(body);
        } catch (IOException e) {
            // Not JSON: the body itself is the best that can be shown.
            message = body;
        }
        String line = message.strip().replaceAll("\\s+", " ");
        return ": " + (line.length() > LONGEST_DETAIL ? line.substring(0, LONGEST_DETAIL) + "…" : line)
                + (line.endsWith(".") ? "" : ".");
    }
}
