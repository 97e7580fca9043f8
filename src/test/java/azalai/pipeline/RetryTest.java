package azalai.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryTest {
    @Test
    void a_constant_pause_stays() {
        Retry retry = new Retry(9, Duration.ofSeconds(5), Retry.BackOff.CONSTANT, Duration.ofSeconds(1));

        assertThat(retry.pause(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(retry.pause(7)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void an_exponential_pause_doubles_up_to_its_longest() {
        Retry retry = new Retry(9, Duration.ofSeconds(5), Retry.BackOff.EXPONENTIAL, Duration.ofSeconds(30));

        assertThat(retry.pause(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(retry.pause(2)).isEqualTo(Duration.ofSeconds(10));
        assertThat(retry.pause(3)).isEqualTo(Duration.ofSeconds(20));
        assertThat(retry.pause(4)).isEqualTo(Duration.ofSeconds(30));
        assertThat(retry.pause(500)).isEqualTo(Duration.ofSeconds(30));
    }
}
