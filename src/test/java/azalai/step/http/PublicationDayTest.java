package azalai.step.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationDayTest {
    @ParameterizedTest
    @CsvSource({
        "2024-01-13,2024-01-13",
        "2021-06-14T10:24:15+00:00,2021-06-14",
        "2021-06-14T23:30:00-02:00,2021-06-15",
        "2021-06-14T00:30:00+02:00,2021-06-13",
        "2021-06-14T10:24:15Z,2021-06-14"
    })
    void a_day_or_an_instant_is_a_day_in_utc(String raw, LocalDate day) {
        assertThat(PublicationDay.of(raw)).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2024", "2024-02-30", "yesterday at noon", "2021-06-14T10:24:15", "2021-06-14T25:00:00Z"})
    void what_cannot_be_read_is_no_day(String raw) {
        assertThat(PublicationDay.of(raw)).isNull();
    }

    @Test
    void what_is_no_text_is_no_day() {
        assertThat(PublicationDay.of(null)).isNull();
        assertThat(PublicationDay.of(20240113)).isNull();
        assertThat(PublicationDay.of(List.of("2024-01-13"))).isNull();
    }
}
