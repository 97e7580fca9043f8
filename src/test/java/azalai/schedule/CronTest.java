package azalai.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CronTest {
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    @Test
    void a_time_that_the_spring_leaves_out_fires_once_at_the_end_of_the_gap() {
        Cron nightly = new Cron("0 30 2 * * ?", PARIS);

        assertThat(firings(nightly, "2026-03-27T12:00:00Z", 3))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z");
    }

    @Test
    void many_times_in_the_gap_fire_once_together() {
        Cron often = new Cron("0 0/10 2,4 * * ?", PARIS);

        assertThat(firings(often, "2026-03-29T00:30:00Z", 2))
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z");
    }

    @Test
    void a_time_at_the_end_of_the_gap_fires_once_although_the_gap_fires_there_too() {
        Cron half_hourly = new Cron("0 0/30 * * * ?", PARIS);

        assertThat(firings(half_hourly, "2026-03-29T00:15:00Z", 3))
                .containsExactly("2026-03-29T00:30:00Z", "2026-03-29T01:00:00Z", "2026-03-29T01:30:00Z");
    }

    @Test
    void a_time_that_the_autumn_doubles_fires_once() {
        Cron nightly = new Cron("0 30 2 * * ?", PARIS);

        assertThat(firings(nightly, "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T01:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void a_cron_finer_than_the_shift_fires_on_through_the_doubled_hour() {
        Cron quarterly = new Cron("0 0/15 * * * ?", PARIS);
        Cron hourly = new Cron("0 0 * * * ?", PARIS);
        Cron twice_a_night = new Cron("0 0,30 2 * * ?", PARIS);

        assertThat(firings(quarterly, "2026-10-24T23:40:00Z", 10))
                .containsExactly(
                        "2026-10-24T23:45:00Z",
                        "2026-10-25T00:00:00Z",
                        "2026-10-25T00:15:00Z",
                        "2026-10-25T00:30:00Z",
                        "2026-10-25T00:45:00Z",
                        "2026-10-25T01:00:00Z",
                        "2026-10-25T01:15:00Z",
                        "2026-10-25T01:30:00Z",
                        "2026-10-25T01:45:00Z",
                        "2026-10-25T02:00:00Z");
        assertThat(firings(hourly, "2026-10-24T22:30:00Z", 5))
                .containsExactly(
                        "2026-10-24T23:00:00Z",
                        "2026-10-25T00:00:00Z",
                        "2026-10-25T01:00:00Z",
                        "2026-10-25T02:00:00Z",
                        "2026-10-25T03:00:00Z");
        assertThat(hourly.previous(Instant.parse("2026-10-25T01:00:00Z")))
                .contains(Instant.parse("2026-10-25T00:00:00Z"));
        assertThat(firings(twice_a_night, "2026-10-24T12:00:00Z", 3))
                .containsExactly("2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:00:00Z");
    }

    @Test
    void a_cron_finer_than_the_shift_leaves_the_missing_hour_alone() {
        Cron half_past = new Cron("0 30 * * * ?", PARIS);

        assertThat(firings(half_past, "2026-03-28T23:45:00Z", 3))
                .containsExactly("2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-03-29T02:30:00Z");
    }

    @Test
    void all_firings_of_a_year_follow_each_other_and_the_one_before_each_is_found() {
        for (String cron : List.of("0 0/15 * * * ?", "0 0 * * * ?", "0 30 2 * * ?", "0 0/20 1-3 * * ?")) {
            Cron timing = new Cron(cron, PARIS);
            for (String night : List.of("2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z")) {
                Instant last = timing.next(Instant.parse(night)).orElseThrow();
                for (int i = 0; i < 60; i++) {
                    Instant next = timing.next(last).orElseThrow();
                    assertThat(next).isAfter(last);
                    assertThat(timing.previous(next)).as(cron).contains(last);
                    assertThat(timing.next(next.minusMillis(1))).as(cron).contains(next);
                    last = next;
                }
            }
        }
    }

    @Test
    void the_firing_before_is_the_one_whose_next_is_this() {
        Cron yearly = new Cron("0 0 6 1 1 ?", PARIS);
        Cron nightly = new Cron("0 30 2 * * ?", PARIS);

        assertThat(yearly.previous(Instant.parse("2026-11-20T00:00:00Z")))
                .contains(Instant.parse("2026-01-01T05:00:00Z"));
        assertThat(nightly.previous(Instant.parse("2026-03-29T01:00:00Z")))
                .contains(Instant.parse("2026-03-28T01:30:00Z"));
        assertThat(nightly.previous(Instant.parse("2026-03-30T00:30:00Z")))
                .contains(Instant.parse("2026-03-29T01:00:00Z"));
    }

    @Test
    void a_cron_that_ended_has_no_firing() {
        Cron ended = new Cron("0 0 6 1 1 ? 2020", PARIS);

        assertThat(ended.next(Instant.parse("2026-01-01T00:00:00Z"))).isEmpty();
        assertThat(ended.previous(Instant.parse("2026-01-01T00:00:00Z"))).isEmpty();
    }

    @Test
    void an_interval_fires_at_the_same_instants_whenever_it_was_started() {
        Timing minutely = Timing.of("x", "PT60S", PARIS);

        assertThat(minutely.next(Instant.parse("2026-01-01T00:00:00Z")))
                .contains(Instant.parse("2026-01-01T00:01:00Z"));
        assertThat(minutely.next(Instant.parse("2026-01-01T00:00:59.5Z")))
                .contains(Instant.parse("2026-01-01T00:01:00Z"));
        assertThat(minutely.previous(Instant.parse("2026-01-01T00:01:00Z")))
                .contains(Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static List<String> firings(Timing timing, String after, int count) {
        List<String> found = new ArrayList<>();
        Instant last = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            last = timing.next(last).orElseThrow();
            found.add(last.toString());
        }
        return found;
    }
}
