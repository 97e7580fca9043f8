package azalai.step.clean;

import static azalai.page.Pages.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import azalai.page.Counts;
import azalai.page.Pages;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeepFieldsTest {
    private final KeepFields step = new KeepFields();
    private final Counts counts = new Counts();

    @Test
    void keeps_the_declared_fields_in_their_order_and_names_the_unknown_ones() {
        step.setKept("a, b");
        step.setDropped("internal");

        Map<String, Object> kept = Pages.clean(step, counts, record("b", 2, "internal", 3, "new", 4, "a", 1))
                .get(0);

        assertThat(kept).containsExactly(entry("a", 1), entry("b", 2));
        assertThat(counts.toMap()).containsOnly(entry("kept", 1L), entry("unknown.new", 1L));
    }

    @Test
    void a_field_missing_from_every_record_is_known_by_its_count() {
        step.setKept("a,b");
        step.setOptional("c");

        Map<String, Object> kept = Pages.clean(step, counts, record("a", null), record("a", 1, "c", 3))
                .get(0);

        assertThat(kept).containsExactly(entry("a", null), entry("b", null), entry("c", null));
        assertThat(counts.toMap()).containsOnly(entry("kept", 2L), entry("missing.b", 2L));
    }

    @Test
    void with_all_others_dropped_none_is_counted() {
        step.setKept("a");
        step.setDropped("*");

        Pages.clean(step, counts, record("a", 1, "b", 2));

        assertThat(counts.toMap()).containsOnly(entry("kept", 1L));
    }

    @Test
    void a_source_that_makes_up_names_does_not_fill_the_counts() {
        step.setKept("a");
        Map<String, Object> record = record("a", 1, "x".repeat(1000) + "\u0000", 1);
        for (int i = 0; i < 500; i++) {
            record.put("made up " + i, i);
        }

        Pages.clean(step, counts, record, record);

        assertThat(counts.toMap()).hasSize(50 + 2);
        assertThat(counts.toMap().keySet()).allMatch(name -> name.length() < 80);
        assertThat(counts.get("unknown.(others)")).isEqualTo(2 * (501 - 50));
    }
}
