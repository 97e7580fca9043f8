package azalai.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunResultTest {
    private static RunResult result(String state, Map<String, Long> counts, long millis) {
        return new RunResult(1, "recalls", state, counts, Duration.ofMillis(millis), List.of(), null);
    }

    @Test
    void the_summary_is_the_contract_s_line() {
        Map<String, Long> counts = Map.of(
                "fetched",
                9L,
                "published",
                8L,
                "new",
                1L,
                "changed",
                2L,
                "unchanged",
                3L,
                "superseded",
                1L,
                "dead",
                1L,
                "withdrawn",
                5L);
        assertThat(result("success", counts, 12_345).summary())
                .isEqualTo(
                        "recalls: success, fetched 9, published 8, new 1, changed 2, unchanged 3, superseded 1, dead 1, 12.3 s");
    }

    @Test
    void a_run_that_failed_at_once_counts_zeros() {
        assertThat(result("failed", Map.of(), 0).summary())
                .isEqualTo(
                        "recalls: failed, fetched 0, published 0, new 0, changed 0, unchanged 0, superseded 0, dead 0, 0.0 s");
    }

    @Test
    void the_seconds_have_a_point_in_every_country() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.FRANCE);
            assertThat(result("success", Map.of(), 1_500).summary()).endsWith(", 1.5 s");
        } finally {
            Locale.setDefault(before);
        }
    }
}
