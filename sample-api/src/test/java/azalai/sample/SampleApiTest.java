package azalai.sample;

import static azalai.sample.Client.V1;
import static azalai.sample.Client.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleApiTest {
    private static SampleApi api;
    private static Client client;

    @BeforeAll
    static void start() throws IOException {
        api = SampleApi.start(0, new SampleOptions(12_000, LocalDate.of(2026, 1, 1), null, null));
        client = new Client(api);
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void records_come_with_their_total_and_ten_by_default() throws Exception {
        JsonNode answer = client.json(V2 + "/records");
        assertThat(answer.fieldNames()).toIterable().containsExactly("total_count", "results");
        assertThat(answer.get("total_count").asInt()).isEqualTo(12_000);
        assertThat(answer.get("results")).hasSize(10);
    }

    @Test
    void a_limit_of_zero_gives_only_the_total() throws Exception {
        JsonNode answer = client.json(V2 + "/records", "limit", "0", "where", "date_publication >= '2025-06-01'");
        assertThat(answer.get("total_count").asInt()).isBetween(500, 3_000);
        assertThat(answer.get("results")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "limit=101; Invalid value for limit API parameter: 101 was found but -1 <= limit <= 100 is expected.",
                "limit=-2; Invalid value for limit API parameter: -2 was found but -1 <= limit <= 100 is expected.",
                "limit=ten; Invalid value for limit API parameter: ten was found but an integer is expected.",
                "offset=-1; Invalid value for offset API parameter: -1 was found but offset >= 0 is expected.",
                "limit=100&offset=9950; Invalid value for sum of offset + limit API parameter: 10050 was found but <= 10000 is expected.",
                "timezone=Mars; Invalid value for timezone API parameter: Mars was found but a time zone such as Europe/Paris is expected."
            })
    void a_parameter_out_of_range_is_refused(String query, String message) throws Exception {
        String[] parameters = query.split("[=&]");
        HttpResponse<String> response = client.get(V2 + "/records", parameters);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"error_code\":\"InvalidRESTParameterError\"");
        assertThat(response.body()).contains("\"message\":\"" + message + "\"");
    }

    @Test
    void the_window_ends_at_ten_thousand() throws Exception {
        assertThat(client.json(V2 + "/records", "limit", "100", "offset", "9900")
                        .get("results"))
                .hasSize(100);
        assertThat(client.get(V2 + "/exports/jsonl", "offset", "1").statusCode())
                .isEqualTo(400);
        assertThat(client.get(V2 + "/exports/jsonl", "offset", "9990", "limit", "11")
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.lines(V2 + "/exports/jsonl", "offset", "9990", "limit", "10"))
                .hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({
        "where,id >,400,ODSQLSyntaxError",
        "where,nowhere = 3,400,ODSQLError",
        "order_by,nowhere,400,ODSQLError",
        "order_by,id sideways,400,ODSQLSyntaxError",
        "select,nowhere,400,ODSQLError",
        "select,id as,400,ODSQLSyntaxError",
    })
    void a_bad_clause_is_refused(String parameter, String clause, int status, String code) throws Exception {
        for (String endpoint : List.of("/records", "/exports/json", "/exports/jsonl")) {
            HttpResponse<String> response = client.get(V2 + endpoint, parameter, clause);
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(response.body()).startsWith("{").contains("\"error_code\":\"" + code + "\"", parameter);
        }
    }

    @Test
    void what_does_not_exist_is_not_found() throws Exception {
        for (String path : List.of("nothing/records", "nothing", V2 + "/nothing", V2 + "/exports/parquet")) {
            HttpResponse<String> response = client.get(path);
            assertThat(response.statusCode()).as(path).isEqualTo(404);
            assertThat(response.body()).contains("\"error_code\":\"NotFoundResource\"");
        }
    }

    @ParameterizedTest
    @CsvSource({V1 + ",'date_de_publication,reference_fiche'", V2 + ",'date_publication,id,numero_fiche'"})
    void pages_and_both_exports_are_the_same_records(String dataset, String order) throws Exception {
        List<JsonNode> lines = client.lines(dataset + "/exports/jsonl", "order_by", order);
        List<JsonNode> array = new ArrayList<>();
        client.json(dataset + "/exports/json", "order_by", order).forEach(array::add);
        assertThat(lines).hasSize(12_000);
        assertThat(array).isEqualTo(lines);
        List<JsonNode> pages = new ArrayList<>();
        for (int offset = 0; offset < 1_000; offset += 100) {
            client.json(dataset + "/records", "order_by", order, "limit", "100", "offset", "" + offset)
                    .get("results")
                    .forEach(pages::add);
        }
        assertThat(pages).isEqualTo(lines.subList(0, 1_000));
    }

    @Test
    void an_export_of_lines_ends_each_record_with_a_line_break_and_a_limit_bounds_it() throws Exception {
        String body = client.get(V2 + "/exports/jsonl", "limit", "3").body();
        assertThat(body).endsWith("}\n").doesNotContain("\n ");
        assertThat(body.lines()).hasSize(3);
        assertThat(client.json(V2 + "/exports/json", "limit", "0")).isEmpty();
    }

    @Test
    void a_selection_gives_its_fields_under_its_names() throws Exception {
        JsonNode row = client.json(V2 + "/records", "select", "id as number, libelle", "limit", "1")
                .get("results")
                .get(0);
        assertThat(row.fieldNames()).toIterable().containsExactly("number", "libelle");
        JsonNode all = client.json(V2 + "/records", "select", "*, id as number", "limit", "1");
        assertThat(all.get("results").get(0)).hasSize(35);
    }

    @Test
    void a_record_is_found_by_its_key_and_a_facet_refines() throws Exception {
        JsonNode row = client.json(V2 + "/records", "limit", "1", "offset", "5000")
                .get("results")
                .get(0);
        String key = row.get("numero_fiche").asText();
        assertThat(client.json(V2 + "/records", "where", "numero_fiche = '" + key + "'")
                        .get("results"))
                .containsExactly(row);
        JsonNode refined = client.json(V2 + "/records", "refine", "categorie_produit:sports-loisirs");
        assertThat(refined.get("results")).isNotEmpty().allSatisfy(found -> assertThat(
                        found.get("categorie_produit").asText())
                .isEqualTo("sports-loisirs"));
    }

    @Test
    void a_time_zone_changes_how_datetimes_read() throws Exception {
        JsonNode utc =
                client.json(V2 + "/records", "limit", "1", "where", "date_publication >= '2024-07-03T12:00:00Z'");
        JsonNode paris = client.json(
                V2 + "/records",
                "limit",
                "1",
                "where",
                "date_publication >= '2024-07-03T12:00:00Z'",
                "timezone",
                "Europe/Paris");
        String time = utc.get("results").get(0).get("date_publication").asText();
        assertThat(paris.get("results").get(0).get("date_publication").asText())
                .isEqualTo("%s%02d%s+02:00"
                        .formatted(
                                time.substring(0, 11),
                                Integer.parseInt(time.substring(11, 13)) + 2,
                                time.substring(13, 19)));
    }

    @Test
    void metadata_say_when_the_dataset_changed_and_what_it_holds() throws Exception {
        JsonNode document = client.json(V2);
        assertThat(document.get("dataset_id").asText()).isEqualTo(V2);
        JsonNode metas = document.get("metas").get("default");
        assertThat(metas.get("records_count").asInt()).isEqualTo(12_000);
        assertThat(metas.get("modified").asText()).isEqualTo("2025-12-31T23:00:00+00:00");
        assertThat(document.get("fields")).hasSize(34);
        assertThat(document.get("fields").get(1).get("type").asText()).isEqualTo("int");
        assertThat(client.json(V1 + "/").get("fields")).hasSize(31);
    }

    @Test
    void every_answer_carries_the_quota_its_reset_now_an_epoch_now_a_text() throws Exception {
        List<String> resets = new ArrayList<>();
        for (String path : List.of(V2 + "/records", "nothing", V2, V2 + "/exports/jsonl")) {
            HttpResponse<String> response = client.get(path, "limit", "1");
            assertThat(response.headers().firstValue("X-RateLimit-Limit")).isPresent();
            assertThat(response.headers().firstValueAsLong("X-RateLimit-Remaining"))
                    .isPresent();
            resets.add(response.headers().firstValue("X-RateLimit-Reset").orElseThrow());
        }
        assertThat(resets).anyMatch(reset -> reset.matches("\\d{10}")).anyMatch(reset -> reset.endsWith("T00:00:00Z"));
    }

    @Test
    void a_closed_server_listens_no_more_and_leaves_no_thread() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        SampleApi shortLived = SampleApi.start(0, SampleOptions.world(10));
        Client visitor = new Client(shortLived);
        assertThat(visitor.json(V2 + "/records", "limit", "0")
                        .get("total_count")
                        .asInt())
                .isPositive();
        assertThat(serverThreads(before)).isNotEmpty();
        shortLived.close();
        assertThatThrownBy(() -> visitor.get(V2)).isInstanceOf(ConnectException.class);
        Awaitility.await().untilAsserted(() -> assertThat(serverThreads(before)).isEmpty());
    }

    private static List<Thread> serverThreads(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> thread.getName().matches("sample-api|HTTP-Dispatcher|server-timer.*"))
                .toList();
    }

    @Test
    void a_port_in_use_is_told_in_one_sentence() {
        int port = api.uri().getPort();
        assertThatThrownBy(() -> SampleApi.start(port, SampleOptions.world(1)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("The sample API cannot listen on 127.0.0.1:" + port)
                .hasMessageEndingWith(": use another port.");
    }
}
