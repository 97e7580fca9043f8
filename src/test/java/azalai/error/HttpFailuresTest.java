package azalai.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;

class HttpFailuresTest {
    private static final String URI = "https://api.example/records";

    private static Failure answered(int status, String location, Map<String, String> headers, String body) {
        return HttpFailures.of(URI, new HttpOperationFailedException(URI, status, "", location, headers, body));
    }

    @Test
    void an_outage_names_address_status_and_what_to_try() {
        Failure failure = answered(503, null, Map.of(), "<html>");
        assertThat(failure)
                .isNotInstanceOf(LastingFailure.class)
                .hasMessage(
                        "https://api.example/records answered 503 again and again: the service is out of order; run again later, the cursor has not moved.");
    }

    @Test
    void a_quota_names_the_time_it_ends_and_is_not_tried_again() {
        String body = "{\"errorcode\":10002,\"reset_time\":\"2999-01-26T00:00:00Z\"}";
        assertThat(answered(429, null, Map.of(), body))
                .isInstanceOf(LastingFailure.class)
                .hasMessage(
                        "https://api.example/records answered 429 (too many requests): run again after 2999-01-26T00:00:00Z; the cursor has not moved.");
        assertThat(answered(429, null, Map.of(), "")).hasMessageContaining("run again later;");
    }

    @Test
    void a_redirect_names_where_to() {
        assertThat(answered(301, "https://new.example/", Map.of(), null))
                .isInstanceOf(LastingFailure.class)
                .hasMessage(
                        "https://api.example/records answered 301: it has moved to https://new.example/; set the new address if you trust it.");
    }

    @Test
    void a_refused_request_shows_the_api_s_own_message() {
        assertThat(answered(400, null, Map.of(), "{\"error_code\":\"ODSQLError\",\"message\":\"Unknown field: x\"}"))
                .isInstanceOf(LastingFailure.class)
                .hasMessage("https://api.example/records answered 400: Unknown field: x.");
    }

    @Test
    void a_body_that_is_no_json_is_shown_on_one_line_and_shortened() {
        assertThat(answered(404, null, Map.of(), "Not\n  here")).hasMessageEndingWith(" answered 404: Not here.");
        assertThat(answered(404, null, Map.of(), "x".repeat(9_000)).getMessage())
                .hasSizeLessThan(400);
        assertThat(answered(404, null, Map.of(), "")).hasMessageEndingWith(" answered 404.");
    }

    @Test
    void no_answer_at_all_says_so() {
        assertThat(HttpFailures.of(URI, new ConnectException("Connection refused")))
                .hasMessage(
                        "https://api.example/records cannot be reached (Connection refused): check the address and the network, then run again; the cursor has not moved.");
        assertThat(HttpFailures.of(URI, new UnknownHostException("api.example")))
                .hasMessageStartingWith("https://api.example/records cannot be reached: its host is not known here");
    }

    @Test
    void a_sentence_that_is_there_already_stays() {
        Failure failure = new Failure("Enough.");
        assertThat(HttpFailures.of(URI, failure)).isSameAs(failure);
    }
}
