package azalai.sample;

import static azalai.sample.Client.V1;
import static azalai.sample.Client.V2;
import static org.assertj.core.api.Assertions.assertThat;

import azalai.sample.recalls.Changes;
import azalai.sample.recalls.World;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlTest {
    private static final LocalDate D1 = LocalDate.of(2026, 3, 1);
    private static final LocalDate D2 = LocalDate.of(2026, 4, 5);

    /** A clock that stands where a test puts it. */
    private static final class SetClock extends Clock {
        private Instant now = Instant.parse("2026-07-10T21:59:59Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final SetClock clock = new SetClock();
    private SampleApi api;
    private Client client;

    @BeforeEach
    void start() throws IOException {
        api = SampleApi.start(0, SampleOptions.world(500), clock);
        client = new Client(api);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private long total(String dataset) throws IOException, InterruptedException {
        return client.json(dataset + "/records", "limit", "0")
                .get("total_count")
                .asLong();
    }

    @Test
    void nobody_controls_without_the_token() throws Exception {
        for (String call : new String[] {"GET world", "POST world", "POST fault", "GET requests", "DELETE requests"}) {
            String[] parts = call.split(" ");
            String body = parts[0].equals("POST") ? "{\"count\":1,\"kind\":\"none\"}" : null;
            HttpResponse<String> response = client.control(parts[0], parts[1], body, "guess");
            assertThat(response.statusCode()).as(call).isEqualTo(401);
        }
        assertThat(total(V2)).isGreaterThan(500);
    }

    @Test
    void the_world_is_of_today_in_paris_and_changes_at_midnight_there() throws Exception {
        assertThat(total(V2))
                .isEqualTo(World.of(World.SEED, 500, LocalDate.of(2026, 7, 10)).size());
        clock.now = Instant.parse("2026-07-10T22:00:00Z");
        assertThat(total(V2))
                .isEqualTo(World.of(World.SEED, 500, LocalDate.of(2026, 7, 11)).size());
        assertThat(client.json(V2).get("metas").get("default").get("modified").asText())
                .isEqualTo("2026-07-10T22:00:00+00:00");
    }

    @Test
    void another_world_is_served_at_once() throws Exception {
        client.control("POST", "world", "{\"count\":700,\"date\":\"2026-01-01\"}");
        assertThat(total(V2)).isEqualTo(700);
        client.control("POST", "world", "{\"date\":\"2025-12-31\"}");
        assertThat(client.control("GET", "world", null).get("count").asInt()).isEqualTo(700);
        api.world(new SampleOptions(30, LocalDate.of(2026, 1, 1), null, null));
        assertThat(total(V1)).isEqualTo(30);
    }

    @Test
    void a_file_takes_the_place_of_the_world_and_gives_it_back(@TempDir Path folder) throws Exception {
        Path file =
                Files.writeString(folder.resolve("two.jsonl"), "{\"numero_fiche\":\"a\"}\n{\"numero_fiche\":\"b\"}\n");
        client.control("POST", "world", "{\"file\":\"" + file + "\",\"dataset\":\"" + V2 + "\"}");
        assertThat(total(V2)).isEqualTo(2);
        assertThat(client.get(V1 + "/records").statusCode()).isEqualTo(404);
        assertThat(client.control("GET", "world", null).get("size").asInt()).isEqualTo(2);
        client.control("POST", "world", "{\"date\":\"2026-01-01\"}");
        assertThat(total(V1)).isEqualTo(500);
    }

    @Test
    void what_cannot_be_served_leaves_what_was() throws Exception {
        long before = total(V2);
        for (String body :
                new String[] {"{\"file\":\"/no/such.jsonl\"}", "{\"date\":\"soon\"}", "{\"count\":-1}", "{"}) {
            HttpResponse<String> response = client.control("POST", "world", body, api.controlToken());
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(response.body()).startsWith("{\"error\":\"");
        }
        assertThat(total(V2)).isEqualTo(before);
    }

    @Test
    void the_difference_of_two_days_is_told() throws Exception {
        JsonNode told = client.control("GET", "world?from=" + D1 + "&to=" + D2, null);
        World to = World.of(World.SEED, 500, D2);
        Changes changes = to.since(World.of(World.SEED, 500, D1));
        assertThat(told.get("size").asLong()).isEqualTo(to.size());
        assertThat(told.get("new").asLong()).isEqualTo(changes.added()).isPositive();
        assertThat(told.get("changed").asLong()).isEqualTo(changes.changed()).isPositive();
        assertThat(told.get("withdrawn").asLong())
                .isEqualTo(changes.withdrawn())
                .isPositive();
        assertThat(told.get("returned").asLong()).isEqualTo(changes.returned());
    }

    @Test
    void requests_are_remembered_as_they_came() throws Exception {
        client.get(V2 + "/records", "where", "id > 3", "limit", "0");
        client.get(V2);
        JsonNode seen = client.control("GET", "requests", null);
        assertThat(seen.get("count").asInt()).isEqualTo(2);
        assertThat(seen.get("requests").get(0).get("method").asText()).isEqualTo("GET");
        assertThat(seen.get("requests").get(0).get("target").asText()).endsWith(V2 + "/records?where=id+%3E+3&limit=0");
        client.control("DELETE", "requests", null);
        assertThat(client.control("GET", "requests", null).get("count").asInt()).isZero();
    }
}
