package azalai.step.clean;

import static azalai.page.Pages.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import azalai.page.Counts;
import azalai.page.Pages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedColumnsTest {
    private final Counts counts = new Counts();

    @ParameterizedTest
    @CsvSource({
        "2021-10-01,2021-10-01",
        "01/10/2021,2021-10-01",
        "1/9/2021,2021-09-01",
        "vendredi 1 octobre 2021,2021-10-01",
        "Vendredi 1er Août 2025,2025-08-01",
        "15 décembre 2021,2021-12-15",
        "2021-10-01T22:30:00+00:00,2021-10-02",
        "2021-12-01T23:30:00Z,2021-12-02",
        "2021-10-01 22:30,2021-10-01",
        "mardi 5 janvier 2323,2323-01-05",
        "29/02/2024,2024-02-29",
    })
    void a_day_is_read_from_every_form_the_sources_use(String text, String day) {
        assertThat(Pages.clean(parseDate(), counts, record("text", text)))
                .containsExactly(record("text", text, "day", day));
        assertThat(counts.toMap()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "30/02/2021",
                "2023-02-29",
                "0000-01-01",
                "+12021-01-01",
                "1 brumaire 2021",
                "bientôt",
                "",
                "vendredi 32 octobre 2021",
                "2021-10-01T25:00:00Z",
            })
    void an_unreadable_day_is_null_and_counted_and_its_text_stays(String text) {
        assertThat(Pages.clean(parseDate(), counts, record("text", text)))
                .containsExactly(record("text", text, "day", null));
        assertThat(counts.toMap()).containsExactly(entry("unread.day", 1L));
    }

    @Test
    void no_day_is_not_an_unreadable_one() {
        assertThat(Pages.clean(parseDate(), counts, record("text", null)))
                .containsExactly(record("text", null, "day", null));
        assertThat(counts.toMap()).isEmpty();
    }

    private static ParseDate parseDate() {
        ParseDate step = new ParseDate();
        step.setFrom("text");
        step.setInto("day");
        step.setTimeZone("Europe/Paris");
        return step;
    }

    @ParameterizedTest
    @CsvSource({
        "2021-03-26,2021-03-25T23:00:00Z",
        "2021-07-26,2021-07-25T22:00:00Z",
        "2021-03-26T11:33:52+00:00,2021-03-26T11:33:52Z",
        "2021-03-26T11:33:52.123456+0200,2021-03-26T09:33:52.123456Z",
        "2021-03-26T11:33:52+02,2021-03-26T09:33:52Z",
        "2021-07-26T11:33,2021-07-26T09:33:00Z",
    })
    void a_day_is_its_midnight_in_the_zone_and_an_instant_itself(String text, String instant) {
        assertThat(Pages.clean(parseInstant(), counts, record("text", text)))
                .containsExactly(record("text", text, "instant", instant));
    }

    @Test
    void an_unreadable_instant_is_null_and_counted() {
        assertThat(Pages.clean(parseInstant(), counts, record("text", "yesterday"), record("text", 20210326)))
                .containsExactly(
                        record("text", "yesterday", "instant", null), record("text", 20210326, "instant", null));
        assertThat(counts.toMap()).containsExactly(entry("unread.instant", 2L));
    }

    @ParameterizedTest
    @CsvSource({
        "0001-01-01,Europe/Paris",
        "01/01/0001,Europe/Paris",
        "0001-01-01T00:00:00+02:00,UTC",
        "9999-12-31T23:30:00-05:00,America/New_York",
        "9999-12-31,America/New_York",
        "+10000-01-01T00:00:00Z,UTC",
        "+999999999-12-31T23:59:59-18:00,UTC",
        "-999999999-01-01T00:00:00+18:00,UTC",
    })
    void an_instant_whose_year_in_utc_the_database_does_not_take_is_null_and_counted(String text, String zone) {
        ParseInstant step = parseInstant();
        step.setTimeZone(zone);
        // New York's last midnight of year 9999 is still in it.
        Object instant = text.equals("9999-12-31") ? "9999-12-31T05:00:00Z" : null;

        assertThat(Pages.clean(step, counts, record("text", text)))
                .containsExactly(record("text", text, "instant", instant));
        assertThat(counts.get("unread.instant")).isEqualTo(instant == null ? 1 : 0);
    }

    @Test
    void the_first_instant_that_the_database_takes_is_read() {
        assertThat(Pages.clean(parseInstant(), counts, record("text", "0001-01-01T02:00:00+02:00")))
                .containsExactly(record("text", "0001-01-01T02:00:00+02:00", "instant", "0001-01-01T00:00:00Z"));
    }

    private static ParseInstant parseInstant() {
        ParseInstant step = new ParseInstant();
        step.setFrom("text");
        step.setInto("instant");
        step.setTimeZone("Europe/Paris");
        return step;
    }

    @Test
    void days_are_written_in_one_way_and_other_texts_stay() {
        FormatDate step = new FormatDate();
        step.setFields("a,b,c,d");
        step.setFormat("dd/MM/yyyy");
        step.setTimeZone("Europe/Paris");

        assertThat(Pages.clean(
                        step, counts, record("a", "2026-05-03T22:30:00Z", "b", "03/05/2026", "c", "mai", "d", null)))
                .containsExactly(record("a", "04/05/2026", "b", "03/05/2026", "c", "mai", "d", null));
    }

    @Test
    void an_integer_is_read_from_numbers_and_texts_and_anything_else_is_null_and_counted() {
        ParseInteger step = new ParseInteger();
        step.setFrom("text");
        step.setInto("number");

        List<Object> numbers = Pages.clean(
                        step,
                        counts,
                        record("text", 3),
                        record("text", 3.0),
                        record("text", " 3 "),
                        record("text", null),
                        record("text", 3.5),
                        record("text", 3_000_000_000L),
                        record("text", "1e999999999"),
                        record("text", "trois"),
                        record("text", List.of(3)))
                .stream()
                .map(record -> record.get("number"))
                .toList();

        assertThat(numbers).containsExactly(3, 3, 3, null, null, null, null, null, null);
        assertThat(counts.toMap()).containsExactly(entry("unread.number", 5L));
    }

    @Test
    void gtins_are_runs_of_8_12_13_or_14_digits_not_all_0_with_a_valid_check_digit_padded_distinct_and_in_order() {
        ExtractGtin step = new ExtractGtin();
        step.setFrom("text");
        step.setInto("gtin");
        String text = "3333000000020, 12345670|012345678905 3333000000020 03333000000020"
                + " 3333000000021 33330000000200 1234567 x90123456789015y 00000000 000000000000 0000000000000"
                + " 00000000000000";

        assertThat(Pages.clean(step, counts, record("text", text), record("text", null), record("text", "aucun")))
                .extracting(record -> record.get("gtin"))
                .containsExactly(
                        List.of("03333000000020", "00000012345670", "00012345678905", "90123456789015"),
                        List.of(),
                        List.of());
    }
}
