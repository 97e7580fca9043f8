package azalai.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    private static Optional<String> refusal(String bound, String method, String... headers) {
        HttpFields.Mutable fields = HttpFields.build();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(headers[i], headers[i + 1]);
        }
        return new Origins(bound).refusal(method, fields);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "127.0.0.1", "[::1]:8080", "LOCALHOST:1"})
    void the_loopback_goes_by_its_names(String host) {
        assertThat(refusal("127.0.0.1", "GET", "Host", host)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "10.0.0.7",
                ""
            })
    void a_name_that_was_made_to_point_here_is_refused(String host) {
        assertThat(refusal("127.0.0.1", "GET", "Host", host)).isPresent();
    }

    @Test
    void a_request_without_a_host_is_refused() {
        assertThat(refusal("127.0.0.1", "GET")).isPresent();
    }

    @Test
    void the_configured_name_is_its_own() {
        assertThat(refusal("data.example", "GET", "Host", "data.example:8080")).isEmpty();
        assertThat(refusal("data.example", "GET", "Host", "other.example")).isPresent();
    }

    @Test
    void on_all_addresses_every_address_is_its_own_but_not_every_name() {
        assertThat(refusal("0.0.0.0", "GET", "Host", "192.168.1.7:8080")).isEmpty();
        assertThat(refusal("0.0.0.0", "GET", "Host", "[fe80::1]:8080")).isEmpty();
        assertThat(refusal("0.0.0.0", "GET", "Host", "evil.example")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080, true",
        "http://localhost:9090, false",
        "http://evil.example, false",
        "http://localhost:8080.evil.example, false",
        "null, false",
    })
    void only_a_page_of_this_server_may_change_something(String origin, boolean allowed) {
        assertThat(refusal("127.0.0.1", "POST", "Host", "localhost:8080", "Origin", origin)
                        .isEmpty())
                .isEqualTo(allowed);
        assertThat(refusal("127.0.0.1", "GET", "Host", "localhost:8080", "Origin", origin))
                .isEmpty();
    }

    @Test
    void a_program_says_no_origin() {
        assertThat(refusal("127.0.0.1", "POST", "Host", "localhost:8080")).isEmpty();
    }

    @Test
    void a_browser_that_hides_the_origin_still_says_that_the_site_is_another() {
        assertThat(refusal("127.0.0.1", "POST", "Host", "localhost:8080", "Sec-Fetch-Site", "cross-site"))
                .isPresent();
        assertThat(refusal("127.0.0.1", "POST", "Host", "localhost:8080", "Sec-Fetch-Site", "same-origin"))
                .isEmpty();
    }
}
