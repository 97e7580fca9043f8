package azalai.step.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WaitingRecordsTest {
    private static final Instant AT = Instant.parse("2026-06-01T04:00:00Z");

    private final WaitingRecords waiting = new WaitingRecords();

    @Test
    void a_load_is_due_as_soon_as_enough_wait() {
        waiting.setRecords(100);

        assertThat(waiting.isDue(99, AT)).isFalse();
        assertThat(waiting.isDue(100, AT)).isTrue();
    }

    @Test
    void or_as_soon_as_some_have_waited_long_enough_counted_from_when_they_were_seen_first() {
        waiting.setAfter("30s");

        assertThat(waiting.isDue(1, AT)).isFalse();
        assertThat(waiting.isDue(2, AT.plusSeconds(29))).isFalse();
        assertThat(waiting.isDue(2, AT.plusSeconds(30))).isTrue();
    }

    @Test
    void what_was_loaded_in_between_starts_the_wait_anew() {
        waiting.setAfter("30s");

        waiting.isDue(1, AT);
        waiting.isDue(0, AT.plusSeconds(20));
        assertThat(waiting.isDue(1, AT.plusSeconds(40))).isFalse();
        assertThat(waiting.isDue(1, AT.plusSeconds(70))).isTrue();
    }

    @Test
    void a_load_that_took_nothing_is_not_asked_for_again_within_a_minute() {
        waiting.setRecords(1);

        assertThat(waiting.isDue(5, AT)).isTrue();
        assertThat(waiting.isDue(5, AT.plusSeconds(59))).isFalse();
        assertThat(waiting.isDue(5, AT.plusSeconds(60))).isTrue();
    }

    @Test
    void one_that_took_everything_may_be_followed_by_the_next_at_once() {
        waiting.setRecords(1);

        waiting.isDue(5, AT);
        waiting.isDue(0, AT.plusSeconds(5));
        assertThat(waiting.isDue(1, AT.plusSeconds(6))).isTrue();
    }

    @Test
    void without_numbers_no_load_is_ever_due() {
        assertThat(waiting.due()).isFalse();
        assertThat(waiting.isDue(1_000_000, AT)).isFalse();
    }
}
