package azalai.step.clean;

import static azalai.page.Pages.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.page.Counts;
import azalai.page.Pages;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The steps for what answers of APIs look like: objects in objects, lists in records, numbers in texts. */
class NestedFieldsTest {
    private final Counts counts = new Counts();

    @Test
    void nested_values_are_picked_by_their_path() {
        PickFields step = new PickFields();
        step.setPaths("a.b.c=x, dotted.name=y, a.none=z");

        assertThat(Pages.clean(step, counts, record("a", Map.of("b", Map.of("c", 1)), "dotted.name", 2))
                        .get(0))
                .containsEntry("x", 1)
                .containsEntry("y", 2)
                .containsEntry("z", null)
                .containsKey("a");
    }

    @Test
    void objects_become_their_fields() {
        FlattenFields step = new FlattenFields();

        assertThat(Pages.clean(step, counts, record("id", 1, "a", record("b", record("c", 2), "d", List.of(3)))))
                .containsExactly(record("id", 1, "a_b_c", 2, "a_d", List.of(3)));
    }

    @Test
    void each_element_of_a_list_becomes_a_record() {
        ExplodeField step = new ExplodeField();
        step.setField("lines");

        assertThat(Pages.clean(
                        step,
                        counts,
                        record("id", 1, "lines", List.of(record("n", 1), record("n", 2))),
                        record("id", 2, "lines", List.of("a", "b")),
                        record("id", 3, "lines", List.of()),
                        record("id", 4)))
                .containsExactly(
                        record("id", 1, "n", 1),
                        record("id", 1, "n", 2),
                        record("id", 2, "lines", "a"),
                        record("id", 2, "lines", "b"));
        assertThat(counts.get("empty.lines")).isEqualTo(2);
    }

    @Test
    void parallel_arrays_become_a_record_a_row() {
        ExplodeField step = new ExplodeField();
        step.setField("hourly");

        assertThat(Pages.clean(
                        step,
                        counts,
                        record(
                                "place",
                                "Lyon",
                                "hourly",
                                record("time", List.of("a", "b"), "t", Arrays.asList(1, null)))))
                .containsExactly(
                        record("place", "Lyon", "time", "a", "t", 1), record("place", "Lyon", "time", "b", "t", null));
        assertThatThrownBy(() ->
                        Pages.clean(step, counts, record("hourly", record("time", List.of("a", "b"), "t", List.of(1)))))
                .hasMessage("The field hourly has 2 values in time, but 1 in t: it cannot be exploded.");
    }

    @Test
    void values_get_their_type_or_are_counted() {
        CastFields step = new CastFields();
        step.setTypes("i=integer, n=number, b=boolean, t=text");

        assertThat(Pages.clean(
                        step,
                        counts,
                        record("i", " 12 ", "n", "1.50", "b", "Yes", "t", 7),
                        record("i", "1.5", "n", "1e999999999", "b", "maybe", "t", null)))
                .containsExactly(
                        record("i", BigInteger.valueOf(12), "n", new BigDecimal("1.50"), "b", true, "t", "7"),
                        record("i", null, "n", null, "b", null, "t", null));
        assertThat(counts.toMap())
                .containsEntry("unread.i", 1L)
                .containsEntry("unread.n", 1L)
                .containsEntry("unread.b", 1L);
        assertThatThrownBy(() -> step.setTypes("a=money")).hasMessageContaining("'money' is no type");
    }

    @Test
    void a_field_is_set_from_a_text_with_fields_in_it() throws Exception {
        try (CleaningRoutes routes = new CleaningRoutes()) {
            routes.load("set.camel.yaml", """
                    - route:
                        id: set
                        from:
                          uri: direct:set
                          steps:
                            - setHeader:
                                name: from
                                constant: there
                            - to:
                                uri: kamelet:set-field-action
                                parameters:
                                  field: id
                                  value: "{place} {at.hour}"
                            - to:
                                uri: kamelet:set-field-action
                                parameters:
                                  field: source
                                  header: from
                    """);

            assertThat(routes.clean("direct:set", List.of(record("place", "Lyon", "at", Map.of("hour", 3))), counts)
                            .get(0))
                    .containsEntry("id", "Lyon 3")
                    .containsEntry("source", "there");
        }
    }
}
