package azalai.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private final AtomicLong clock = new AtomicLong();
    private final LoginThrottle guesses = new LoginThrottle(clock::get);

    private int answeredOf(int guesses, String address) {
        int answered = 0;
        for (int i = 0; i < guesses; i++) {
            answered += this.guesses.wrong(address).isZero() ? 1 : 0;
        }
        return answered;
    }

    @Test
    void of_any_number_at_once_five_are_answered() {
        assertThat(answeredOf(200, "a")).isEqualTo(5);
    }

    @Test
    void each_further_guess_waits_twice_as_long_up_to_a_minute() {
        assertThat(answeredOf(5, "a")).isEqualTo(5);
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            Duration pause = guesses.wrong("a");
            assertThat(pause).isEqualTo(Duration.ofSeconds(seconds));
            clock.addAndGet(pause.toNanos());
            assertThat(guesses.wrong("a")).isZero();
        }
    }

    @Test
    void who_asks_while_waiting_does_not_wait_longer() {
        answeredOf(5, "a");
        clock.addAndGet(Duration.ofMillis(400).toNanos());
        assertThat(guesses.wrong("a")).isEqualTo(Duration.ofMillis(600));
        assertThat(guesses.wrong("a")).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void one_address_does_not_slow_down_another() {
        answeredOf(10, "a");
        assertThat(guesses.wrong("b")).isZero();
    }

    @Test
    void who_knows_the_password_is_forgiven() {
        answeredOf(10, "a");
        guesses.right("a");
        assertThat(answeredOf(10, "a")).isEqualTo(5);
    }

    @Test
    void a_quiet_quarter_of_an_hour_is_forgotten() {
        answeredOf(10, "a");
        clock.addAndGet(Duration.ofMinutes(16).toNanos());
        assertThat(answeredOf(10, "a")).isEqualTo(5);
    }
}
