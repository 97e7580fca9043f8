package azalai.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.error.Refusal;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms,PT0.5S",
        "5s,PT5S",
        "10m,PT10M",
        "1h,PT1H",
        "7d,PT168H",
        "0,PT0S",
        "PT60S,PT1M",
        "P1D,PT24H",
        "' 2 s ',PT2S"
    })
    void every_way_people_write_one_is_read(String text, Duration duration) {
        assertThat(Durations.parse("x", text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "soon", "-5s", "PT-5S", "1w", "1.5h", "1h30m", "99999999999d"})
    void what_is_none_is_refused_by_name(String text) {
        assertThatThrownBy(() -> Durations.parse("recalls.cursor.lag", text))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "The duration '%s' in recalls.cursor.lag cannot be read: write a number with ms, s, m, h or d, as in 7d."
                                .formatted(text));
    }
}
