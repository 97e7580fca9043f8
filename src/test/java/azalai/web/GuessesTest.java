package azalai.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GuessesTest {
    private final AtomicLong clock = new AtomicLong();
    private final Guesses guesses = new Guesses(clock::get);

    private void wrong(int times) {
        for (int i = 0; i < times; i++) {
            guesses.wrong("a");
        }
    }

    @Test
    void a_few_slips_cost_nothing() {
        wrong(4);
        assertThat(guesses.pause("a")).isZero();
    }

    @Test
    void each_further_guess_waits_twice_as_long_up_to_a_minute() {
        wrong(5);
        assertThat(guesses.pause("a")).isEqualTo(Duration.ofSeconds(1));
        wrong(1);
        assertThat(guesses.pause("a")).isEqualTo(Duration.ofSeconds(2));
        wrong(100);
        assertThat(guesses.pause("a")).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void the_pause_passes() {
        wrong(6);
        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(guesses.pause("a")).isZero();
    }

    @Test
    void one_address_does_not_slow_down_another() {
        wrong(10);
        assertThat(guesses.pause("b")).isZero();
    }

    @Test
    void who_knows_the_password_is_forgiven() {
        wrong(10);
        guesses.right("a");
        assertThat(guesses.pause("a")).isZero();
    }

    @Test
    void a_quiet_quarter_of_an_hour_is_forgotten() {
        wrong(10);
        clock.addAndGet(Duration.ofMinutes(16).toNanos());
        wrong(1);
        assertThat(guesses.pause("a")).isZero();
    }
}
