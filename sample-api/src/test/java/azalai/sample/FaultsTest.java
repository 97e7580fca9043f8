package azalai.sample;

import static azalai.sample.Client.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static SampleApi api;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        api = SampleApi.start(0, new SampleOptions(500, LocalDate.of(2026, 1, 1), null, null));
        client = new Client(api);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @AfterEach
    void clear() throws Exception {
        fault("{\"kind\":\"none\"}");
        assertThat(client.get(V2).statusCode()).isEqualTo(200);
    }

    private static void fault(String json) throws Exception {
        client.control("POST", "fault", json);
    }

    private static String export() throws Exception {
        HttpResponse<String> response = client.get(V2 + "/exports/jsonl");
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    @Test
    void a_status_is_given_so_many_times_to_the_path_named() throws Exception {
        fault("{\"kind\":\"status\",\"status\":503,\"times\":2,\"path\":\"exports\",\"retry_after\":7}");
        assertThat(client.get(V2 + "/records").statusCode()).isEqualTo(200);
        HttpResponse<String> first = client.get(V2 + "/exports/jsonl");
        assertThat(first.statusCode()).isEqualTo(503);
        assertThat(first.headers().firstValue("Retry-After")).contains("7");
        assertThat(client.get(V2 + "/exports/json").statusCode()).isEqualTo(503);
        assertThat(client.get(V2 + "/exports/jsonl").statusCode()).isEqualTo(200);
    }

    @Test
    void requests_before_it_can_go_well_and_faults_queue_up() throws Exception {
        fault("{\"kind\":\"status\",\"status\":500,\"skip\":1}");
        fault("{\"kind\":\"html\"}");
        assertThat(client.get(V2).body()).contains("maintenance");
        assertThat(client.get(V2).statusCode()).isEqualTo(500);
        assertThat(client.get(V2).statusCode()).isEqualTo(200);
    }

    @Test
    void the_quota_s_answer_has_its_own_field_names() throws Exception {
        fault("{\"kind\":\"429\",\"reset_time\":\"2021-01-26T00:00:00Z\"}");
        HttpResponse<String> response = client.get(V2 + "/records");
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.body())
                .contains("\"errorcode\":10002", "\"reset_time\":\"2021-01-26T00:00:00Z\"", "\"call_limit\":10000");
        assertThat(response.headers().firstValue("X-RateLimit-Remaining")).contains("0");
    }

    @Test
    void a_maintenance_page_is_a_success_in_html() throws Exception {
        fault("{\"kind\":\"html\"}");
        HttpResponse<String> response = client.get(V2 + "/exports/jsonl");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(response.body()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void a_redirect_leads_elsewhere() throws Exception {
        fault("{\"kind\":\"redirect\",\"location\":\"http://example.org/\"}");
        HttpResponse<String> response = client.get(V2 + "/records");
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location")).contains("http://example.org/");
    }

    @Test
    void a_cut_export_is_an_error_of_the_connection() throws Exception {
        fault("{\"kind\":\"cut\",\"afterRows\":20}");
        assertThatThrownBy(FaultsTest::export).isInstanceOf(IOException.class);
        assertThat(export().lines()).hasSize(500);
    }

    @Test
    void an_interrupted_export_ends_well_with_the_api_s_words() throws Exception {
        fault("{\"kind\":\"interrupted\",\"afterRows\":20}");
        String body = export();
        assertThat(body.lines()).hasSize(21);
        assertThat(body.lines().skip(20))
                .allMatch(line -> line.startsWith("Streaming interrupted due to the following error: "));
    }

    @Test
    void a_short_export_ends_well_with_less_than_was_counted() throws Exception {
        fault("{\"kind\":\"short\",\"rows\":3}");
        assertThat(export().lines()).hasSize(497);
    }

    @Test
    void records_are_changed_into_what_no_world_holds() throws Exception {
        String key = client.json(V2 + "/records", "limit", "1")
                .get("results")
                .get(0)
                .get("numero_fiche")
                .asText();
        fault("{\"kind\":\"transform\",\"keys\":[\"" + key + "\"],\"remove\":[\"libelle\"],"
                + "\"patch\":{\"id\":\"four\",\"motif_rappel\":\"a\\u0000b\\ud800c\",\"fresh\":[1]}}");
        String[] lines = export().split("\n");
        assertThat(lines[0])
                .contains("\"id\":\"four\"", "\"motif_rappel\":\"a\\u0000b\\uD800c\"", "\"fresh\":[1]")
                .contains("\"numero_fiche\":\"" + key + "\"")
                .doesNotContain("libelle");
        assertThat(lines[1]).contains("\"libelle\":").doesNotContain("fresh");
    }

    @Test
    void a_hanging_request_is_answered_by_nobody_until_faults_are_cleared() throws Exception {
        fault("{\"kind\":\"hang\"}");
        // A socket of its own: the JDK's client would ask again when the connection is closed.
        try (Socket socket = new Socket("127.0.0.1", api.uri().getPort())) {
            String request = "GET " + "/api/explore/v2.1/catalog/datasets/" + V2
                    + "/hanging HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            Awaitility.await()
                    .until(() ->
                            client.control("GET", "requests", null).toString().contains("/hanging"));
            assertThat(client.get(V2).statusCode()).isEqualTo(200);
            assertThat(socket.getInputStream().available()).isZero();
            fault("{\"kind\":\"none\"}");
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void an_unknown_fault_is_refused() throws Exception {
        HttpResponse<String> response = client.control("POST", "fault", "{\"kind\":\"flood\"}", api.controlToken());
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("There is no fault 'flood'");
    }
}
