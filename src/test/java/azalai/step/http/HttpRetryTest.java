package azalai.step.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import azalai.error.HttpAnswers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class HttpRetryTest {
    private static final Exchange EXCHANGE = new DefaultExchange(new DefaultCamelContext());

    private static HttpOperationFailedException answer(int status, Map<String, String> headers, String body) {
        return new HttpOperationFailedException("http://api.example/x", status, "", null, headers, body);
    }

    private static boolean again(Throwable failure, int attempt) {
        EXCHANGE.getMessage().removeHeader(Exchange.REDELIVERY_DELAY);
        EXCHANGE.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
        EXCHANGE.getMessage().setHeader(Exchange.REDELIVERY_COUNTER, attempt);
        return new HttpRetry().again(EXCHANGE);
    }

    private static long pause() {
        return EXCHANGE.getMessage().getHeader(Exchange.REDELIVERY_DELAY, Long.class);
    }

    @Test
    void an_outage_is_asked_again_four_times_with_pauses_that_double() {
        HttpOperationFailedException outage = answer(503, Map.of(), "");
        for (int attempt = 1; attempt <= 4; attempt++) {
            assertThat(again(outage, attempt)).isTrue();
            assertThat(pause()).isEqualTo(250L << attempt);
        }
        assertThat(again(outage, 5)).isFalse();
    }

    @Test
    void a_connection_that_fails_is_tried_again_and_an_unknown_host_is_not() {
        assertThat(again(new ConnectException("refused"), 1)).isTrue();
        assertThat(again(new SocketTimeoutException("Read timed out"), 1)).isTrue();
        assertThat(again(new IOException("reset"), 1)).isTrue();
        assertThat(again(new UnknownHostException("nowhere"), 1)).isFalse();
    }

    @Test
    void what_the_client_did_wrong_is_not_asked_again() {
        for (int status : new int[] {301, 302, 400, 401, 403, 404}) {
            assertThat(again(answer(status, Map.of(), "{}"), 1))
                    .as("%d", status)
                    .isFalse();
        }
        assertThat(again(new IllegalStateException("bug"), 1)).isFalse();
    }

    @Test
    void the_seconds_of_retry_after_are_waited_for() {
        assertThat(again(answer(429, Map.of("retry-after", "7"), ""), 1)).isTrue();
        assertThat(pause()).isBetween(5_000L, 7_000L);
    }

    @Test
    void the_date_of_retry_after_is_waited_for() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(20).atOffset(ZoneOffset.UTC));
        assertThat(again(answer(503, Map.of("Retry-After", date), ""), 1)).isTrue();
        assertThat(pause()).isBetween(15_000L, 20_000L);
    }

    @Test
    void the_quota_s_reset_time_is_waited_for() {
        Instant reset = Instant.now().plusSeconds(10).truncatedTo(ChronoUnit.SECONDS);
        String body = "{\"errorcode\":10002,\"reset_time\":\"%s\",\"limit_time_unit\":\"day\"}".formatted(reset);
        assertThat(again(answer(429, Map.of(), body), 1)).isTrue();
        assertThat(pause()).isBetween(5_000L, 10_000L);
        assertThat(HttpAnswers.askedToWaitUntil(answer(429, Map.of(), body))).isEqualTo(reset);
    }

    @Test
    void a_retry_after_that_cannot_be_read_leaves_the_reset_time() {
        String body = "{\"reset_time\":\"2026-01-26T00:00:00Z\"}";
        assertThat(HttpAnswers.askedToWaitUntil(answer(429, Map.of("Retry-After", "soon"), body)))
                .isEqualTo("2026-01-26T00:00:00Z");
    }

    @Test
    void a_wait_beyond_the_cap_is_not_waited_for() {
        assertThat(again(answer(429, Map.of("Retry-After", "61"), ""), 1)).isFalse();
        assertThat(again(answer(503, Map.of("Retry-After", "86400"), ""), 1)).isFalse();
        assertThat(again(answer(429, Map.of("Retry-After", "55"), ""), 1)).isTrue();
    }

    @Test
    void a_reset_time_that_has_passed_leaves_the_usual_pause() {
        assertThat(again(answer(429, Map.of(), "{\"reset_time\":\"2021-01-26T00:00:00Z\"}"), 2))
                .isTrue();
        assertThat(pause()).isCloseTo(1_000L, within(1L));
    }
}
