package azalai.error;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.http.base.HttpOperationFailedException;

/** What a server that refused says of trying again. */
public final class HttpAnswers {
    /** A server that asks for more is not waited for: the run fails and says until when. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final Pattern RESET_TIME = Pattern.compile("\"reset_time\"\\s*:\\s*\"([^\"]+)\"");

    private HttpAnswers() {}

    /** Whether the same request may be answered well within {@link #LONGEST_WAIT}. */
    public static boolean mayPass(Throwable failure) {
        if (failure instanceof HttpOperationFailedException answer) {
            return (answer.getStatusCode() == 429 || answer.getStatusCode() >= 500) && isSoon(answer);
        }
        return failure instanceof IOException && !(failure instanceof java.net.UnknownHostException);
    }

    /** Whether the server asks for no longer wait than {@link #LONGEST_WAIT}. */
    public static boolean isSoon(HttpOperationFailedException answer) {
        Instant until = askedToWaitUntil(answer);
        return until == null || !until.isAfter(Instant.now().plus(LONGEST_WAIT));
    }

    /** Until when the server wants to be left alone: {@code Retry-After} (seconds or a date) or {@code reset_time}; null = it did not say. */
    public static Instant askedToWaitUntil(HttpOperationFailedException answer) {
        Map<String, String> headers = answer.getResponseHeaders();
        if (headers != null) {
            for (Map.Entry<String, String> header : headers.entrySet()) {
                Instant until = header.getKey().equalsIgnoreCase("Retry-After")
                        ? retryAfter(header.getValue().strip())
                        : null;
                if (until != null) {
                    return until;
                }
            }
        }
        Matcher matcher = RESET_TIME.matcher(String.valueOf(answer.getResponseBody()));
        return matcher.find() ? instant(matcher.group(1)) : null;
    }

    private static Instant retryAfter(String value) {
        if (value.matches("\\d{1,9}")) {
            return Instant.now().plusSeconds(Long.parseLong(value));
        }
        try {
            return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
