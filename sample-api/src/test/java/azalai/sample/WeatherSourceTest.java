package azalai.sample;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class WeatherSourceTest {
    private static final String LYON = "latitude=45.76&longitude=4.84";
    private static final String HOURLY = "&hourly=temperature_2m,precipitation";

    private static JsonNode ask(String day, String query) throws Exception {
        try (SampleApi api = SampleApi.start(0, new SampleOptions(10, LocalDate.parse(day), null, null))) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(api.uri() + "/v1/forecast?" + query))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            return new ObjectMapper().readTree(answer.body());
        }
    }

    @Test
    void the_hours_of_some_days_are_arrays_beside_each_other() throws Exception {
        JsonNode answer = ask("2026-01-10", LYON + "&start_date=2026-01-02&end_date=2026-01-03" + HOURLY);

        assertThat(answer.path("hourly").fieldNames())
                .toIterable()
                .containsExactly("time", "temperature_2m", "precipitation");
        assertThat(answer.path("hourly").path("time")).hasSize(48);
        assertThat(answer.path("hourly").path("time").get(47).asText()).isEqualTo("2026-01-03T23:00");
        assertThat(answer.path("hourly_units").path("temperature_2m").asText()).isEqualTo("°C");
        assertThat(answer.path("hourly").path("temperature_2m")).allMatch(t -> Math.abs(t.asDouble()) < 60);
    }

    @Test
    void past_hours_stay_the_last_two_days_are_corrected_and_no_hour_is_beyond_the_day() throws Exception {
        String query = LYON + "&start_date=2026-01-07&end_date=2026-02-01" + HOURLY;
        JsonNode before = ask("2026-01-10", query).path("hourly").path("temperature_2m");
        JsonNode after = ask("2026-01-12", query).path("hourly").path("temperature_2m");

        assertThat(before).hasSize(4 * 24);
        assertThat(after).hasSize(6 * 24);
        for (int hour = 0; hour < 48; hour++) {
            assertThat(after.get(hour)).isEqualTo(before.get(hour));
        }
        assertThat(after.get(60)).isNotNull();
        assertThat(ask("2026-01-10", query).path("hourly").path("temperature_2m"))
                .isEqualTo(before);
        assertThat(java.util.stream.IntStream.range(48, 96)
                        .filter(h -> !after.get(h).equals(before.get(h))))
                .hasSizeGreaterThan(20);
    }

    @Test
    void what_is_wrong_is_said_as_the_real_service_says_it() throws Exception {
        assertThat(ask("2026-01-10", LYON + "&start_date=2026-01-02").toString())
                .isEqualTo("{\"reason\":\"Parameters are missing or wrong: end_date is missing\",\"error\":true}");
        assertThat(ask("2026-01-10", LYON + "&start_date=2026-01-02&end_date=2026-01-03&hourly=snow")
                        .path("reason")
                        .asText())
                .contains("there is no variable snow");
    }
}
