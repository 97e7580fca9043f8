package azalai.step.clean;

import static azalai.page.Pages.record;
import static org.assertj.core.api.Assertions.assertThat;

import azalai.page.Counts;
import azalai.page.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeduplicateTest {
    private final Deduplicate step = new Deduplicate();
    private final Counts counts = new Counts();

    @Test
    void a_record_equal_in_all_fields_is_dropped_also_on_a_later_page() {
        Map<String, Object> record = record("key", "1", "text", "é", "list", List.of("a", "b"));

        assertThat(Pages.clean(step, counts, record, record)).containsExactly(record);
        assertThat(Pages.clean(step, counts, record("text", "é", "list", List.of("a", "b"), "key", "1")))
                .isEmpty();
        assertThat(counts.get("duplicate")).isEqualTo(2);
    }

    @Test
    void records_of_one_key_that_differ_anywhere_all_go_on() {
        List<Map<String, Object>> records = List.of(
                record("key", "1", "text", "1"),
                record("key", "1", "text", 1),
                record("key", "1", "text", null),
                record("key", "1"),
                record("key", "1", "text", ""),
                record("key", "1", "text", "?"),
                record("key", "1", "text", "\ud800"),
                record("key", "1", "text", List.of("a", "b")),
                record("key", "1", "text", List.of("ab")),
                record("key", "1", "text", List.of("a"), "other", "b"));
        List<Map<String, Object>> page = new ArrayList<>(records);

        step.clean(page, counts);

        assertThat(page).isEqualTo(records);
        assertThat(counts.get("duplicate")).isZero();
    }

    @Test
    void another_attempt_of_the_task_begins_with_nothing_seen() {
        Map<String, Object> record = record("key", "1");

        Pages.clean(step, counts, record);

        assertThat(Pages.clean(step, new Counts(), record)).containsExactly(record);
    }

    @Test
    void only_the_latest_records_are_remembered() {
        step.setRemember(2);

        Pages.clean(step, counts, record("key", "1"), record("key", "2"), record("key", "3"));

        assertThat(Pages.clean(step, counts, record("key", "3"))).isEmpty();
        assertThat(Pages.clean(step, counts, record("key", "1"))).hasSize(1);
    }
}
