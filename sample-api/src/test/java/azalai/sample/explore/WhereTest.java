package azalai.sample.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.sample.ApiError;
import com.fasterxml.jackson.core.JsonGenerator;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhereTest {
    private static final Schema SCHEMA = new Schema(
            "d",
            List.of(
                    new Field("id", FieldType.INT, 0),
                    new Field("brand", FieldType.TEXT, 1),
                    new Field("day", FieldType.DATE, 2),
                    new Field("at", FieldType.DATETIME, 3),
                    new Field("parts", FieldType.TEXT, 4),
                    new Field("none", FieldType.TEXT, 5)),
            "id",
            "at",
            List.of("at", "id"));

    /** A record held in memory. */
    private record Held(Map<String, Object> values) implements Row {
        @Override
        public Object value(Field field) {
            return values.get(field.name());
        }

        @Override
        public void writeTo(JsonGenerator out, ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private static final Row ROW = new Held(Map.of(
            "id",
            42,
            "brand",
            "L'Été \"bio\"",
            "day",
            "2024-02-29",
            "at",
            Instant.parse("2024-02-29T23:30:00Z"),
            "parts",
            Arrays.asList("a", "b c")));

    private static Condition parse(String clause) {
        return Condition.parse(clause, SCHEMA, ZoneOffset.UTC);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = 42",
                "id>41 AND id<=42",
                "id != 41",
                "id in (1, 42)",
                "id = '42'",
                "brand = 'L\\'Été \"bio\"'",
                "brand = \"L'Été \\\"bio\\\"\"",
                "brand = 'L''Été \"bio\"'",
                "brand like 'été'",
                "brand like \"l'*bio\"",
                "day = '2024-02-29'",
                "day >= date'2024-02' and day < date'2024/03/01'",
                "day > \"2023\"",
                "at >= '2024-02-29'",
                "at < '2024-03-01'",
                "at = '2024-02-29T23:30:00+00:00'",
                "at >= '2024-03-01T00:30:00+01:00'",
                "parts = 'b c'",
                "none is null",
                "brand is not null and not brand is null",
                "not (id = 1 or id = 2)",
                "id = 1 or id = 2 or id = 42",
                "id = 1 and id = 2 or id = 42",
                "none != 'x'",
                "`id` = 42"
            })
    void it_holds(String clause) {
        assertThat(parse(clause).test(ROW)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = 41",
                "id in (1, 2)",
                "not id = 42",
                "brand = 'L'",
                "day < '2024-02-29'",
                "at >= '2024-03-01'",
                "none = 'x'",
                "none > 'x'",
                "brand is null",
                "id = 42 and (id = 1 or brand = 'x')"
            })
    void it_does_not_hold(String clause) {
        assertThat(parse(clause).test(ROW)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id >",
                "id = ",
                "= 3",
                "id 3",
                "(id = 3",
                "id = 3)",
                "id = 3 and",
                "brand = 'x",
                "id == 3",
                "id is 3",
                "id in ()",
                "id not 3",
                "id = 3 ; drop",
                "and",
                "id = 1 id = 2"
            })
    void what_cannot_be_parsed_is_a_syntax_error(String clause) {
        assertThatThrownBy(() -> parse(clause))
                .isInstanceOfSatisfying(
                        ApiError.class, e -> assertThat(e.code()).isEqualTo("ODSQLSyntaxError"))
                .hasMessageStartingWith("ODSQL query is malformed: unexpected ")
                .hasMessageEndingWith(". Clause(s) containing the error(s): where.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nowhere = 3", "id = 'abc'", "brand = 3", "day > 'soon'", "at > '2024-02-30'", "foo(id) = 3"})
    void what_means_nothing_for_the_dataset_is_an_error(String clause) {
        assertThatThrownBy(() -> parse(clause)).isInstanceOfSatisfying(ApiError.class, e -> assertThat(e.code())
                .isEqualTo("ODSQLError"));
    }

    @Test
    void an_unknown_field_is_named() {
        assertThatThrownBy(() -> parse("nowhere = 3"))
                .hasMessage("ODSQL query is malformed: Unknown field: nowhere."
                        + " Clause(s) containing the error(s): where.");
        assertThatThrownBy(() -> SortKey.parse("id, nowhere desc", SCHEMA))
                .hasMessageEndingWith("Unknown field: nowhere. Clause(s) containing the error(s): order_by.");
        assertThatThrownBy(() -> Selection.parse("id, nowhere", SCHEMA))
                .hasMessageEndingWith("Unknown field: nowhere. Clause(s) containing the error(s): select.");
    }

    @Test
    void a_date_literal_is_of_the_zone_asked_but_a_date_is_of_none() {
        ZoneId paris = ZoneId.of("Europe/Paris");
        assertThat(Condition.parse("at >= '2024-03-01'", SCHEMA, paris).test(ROW))
                .isTrue();
        assertThat(Condition.parse("day >= '2024-02-29'", SCHEMA, paris).test(ROW))
                .isTrue();
    }

    @Test
    void publication_dates_bound_what_must_be_read() {
        long day = Instant.parse("2024-02-29T00:00:00Z").getEpochSecond();
        Condition between = parse("at >= '2024-02-29' and at < '2024-03-01'");
        assertThat(between.range()).isEqualTo(new Condition.Range(day, day + 86_400));
        assertThat(between.isRangeOnly()).isTrue();
        assertThat(parse("at > '2024-02-29' and id > 3").range().from()).isEqualTo(day + 1);
        assertThat(parse("at > '2024-02-29' and id > 3").isRangeOnly()).isFalse();
        assertThat(parse("at > '2024-02-29' or (at = '2024-02-29' and id > 3)")
                        .range()
                        .from())
                .isEqualTo(day);
        assertThat(parse("at > '2024-02-29' or id > 3").range()).isEqualTo(Condition.Range.ALL);
        assertThat(parse("not at > '2024-02-29'").range()).isEqualTo(Condition.Range.ALL);
    }

    @Test
    void nesting_without_end_is_an_error_and_no_crash() {
        assertThatThrownBy(() -> parse("(".repeat(100_000))).isInstanceOf(ApiError.class);
    }
}
