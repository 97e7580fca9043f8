package azalai.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.error.Refusal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorKindTest {
    @ParameterizedTest
    @CsvSource({
        "2024-01-13,2024-01-13",
        "2021-06-14T10:24:15+00:00,2021-06-14",
        "2021-06-14T23:30:00-02:00,2021-06-15",
        "2021-06-14T00:30:00+02:00,2021-06-13",
        "2021-06-14T10:24:15Z,2021-06-14",
        "2021-06-14T10:24,2021-06-14",
        "1623666255,2021-06-14"
    })
    void a_day_is_read_from_days_and_instants_in_utc(String raw, String day) {
        assertThat(CursorKind.DAY.read(raw)).contains(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2024-02-30", "yesterday at noon", "2021-06-14T25:00:00Z", "+12021-01-01", "1e999999999"})
    void what_cannot_be_read_is_no_day_and_no_instant(String raw) {
        assertThat(CursorKind.DAY.read(raw)).isEmpty();
        assertThat(CursorKind.INSTANT.read(raw)).isEmpty();
    }

    @Test
    void what_is_neither_text_nor_number_is_no_value() {
        for (CursorKind kind : CursorKind.values()) {
            assertThat(kind.read(null)).isEmpty();
            assertThat(kind.read(List.of("2024-01-13"))).isEmpty();
            assertThat(kind.read(true)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2021-06-14T12:24:15+02:00,2021-06-14T10:24:15Z",
        "2021-06-14 10:24:15.123456789Z,2021-06-14T10:24:15.123456Z",
        "2021-06-14,2021-06-14T00:00:00Z",
        "1623666255,2021-06-14T10:24:15Z",
        "1623666255500,2021-06-14T10:24:15.500Z",
    })
    void an_instant_is_read_from_texts_and_epochs(String raw, String instant) {
        assertThat(CursorKind.INSTANT.read(raw)).contains(instant);
    }

    @Test
    void numbers_and_texts_have_one_form_each() {
        assertThat(CursorKind.NUMBER.read(100)).contains("100");
        assertThat(CursorKind.NUMBER.read("10.50")).contains("10.5");
        assertThat(CursorKind.NUMBER.read("0.0")).contains("0");
        assertThat(CursorKind.NUMBER.read("ten")).isEmpty();
        assertThat(CursorKind.TEXT.read("01HQ")).contains("01HQ");
        assertThat(CursorKind.TEXT.read(" ")).isEmpty();
        assertThat(CursorKind.TEXT.read("a\0b")).isEmpty();
    }

    @Test
    void each_kind_has_its_own_order() {
        assertThat(CursorKind.DAY.compare("2026-01-31", "2026-02-01")).isNegative();
        assertThat(CursorKind.INSTANT.compare("2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00Z"))
                .isPositive();
        assertThat(CursorKind.NUMBER.compare("9", "10")).isNegative();
        assertThat(CursorKind.TEXT.compare("9", "10")).isPositive();
        assertThat(CursorKind.TEXT.compare("\uffee", "\ud83d\ude00")).isNegative();
    }

    @Test
    void a_lag_is_what_the_kind_measures_in() {
        assertThat(CursorKind.DAY.before("2026-01-10", "7d")).isEqualTo("2026-01-03");
        assertThat(CursorKind.DAY.before("2026-01-10", "1h")).isEqualTo("2026-01-09");
        assertThat(CursorKind.INSTANT.before("2026-01-10T00:00:00Z", "1h")).isEqualTo("2026-01-09T23:00:00Z");
        assertThat(CursorKind.NUMBER.before("150", "100")).isEqualTo("50");
        assertThat(CursorKind.TEXT.before("a", "0")).isEqualTo("a");
        assertThatThrownBy(() -> CursorKind.TEXT.before("a", "7d"))
                .isInstanceOf(Refusal.class)
                .hasMessage("A cursor that is a text has no lag, but '7d' is given: leave it out.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DAY     | 2999-01-01           | The day 2999-01-01 is in the future: a cursor stands at a day that was read.
            DAY     | soon                 | The cursor is a day, and 'soon' is none: write it as in 2026-01-31.
            INSTANT | 2999-01-01T00:00:00Z | The instant 2999-01-01T00:00:00Z is in the future: a cursor stands at an instant that was read.
            INSTANT | noon                 | The cursor is an instant, and 'noon' is none: write it as in 2026-01-31T12:00:00Z.
            NUMBER  | 12a                  | The cursor is a number, and '12a' is none: write it as in 4711.
            """)
    void what_a_source_cannot_order_is_refused(CursorKind kind, String written, String sentence) {
        assertThatThrownBy(() -> kind.parse(written))
                .isInstanceOf(Refusal.class)
                .hasMessage(sentence);
    }

    @Test
    void only_days_and_instants_know_a_future() {
        assertThat(CursorKind.DAY.now(Instant.parse("2026-01-31T23:00:00Z"))).contains("2026-01-31");
        assertThat(CursorKind.NUMBER.now(Instant.now())).isEmpty();
        assertThat(CursorKind.NUMBER.parse("99999999999999")).isEqualTo("99999999999999");
    }
}
