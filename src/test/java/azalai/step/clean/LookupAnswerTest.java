package azalai.step.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.page.Pages;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LookupAnswerTest {
    @Test
    void rows_give_the_first_rows_column() {
        List<Map<String, Object>> rows = List.of(Pages.record("name", "Food", "id", 1), Pages.record("name", "Other"));

        assertThat(LookupAnswer.value(rows, null)).isEqualTo("Food");
        assertThat(LookupAnswer.value(rows, "id")).isEqualTo(1);
        assertThat(LookupAnswer.value(rows.get(1), null)).isEqualTo("Other");
        assertThat(LookupAnswer.value(List.of(), null)).isNull();
    }

    @Test
    void json_gives_its_field_and_other_text_itself() {
        assertThat(LookupAnswer.value("{\"name\":\"Food\",\"n\":null}", "name")).isEqualTo("Food");
        assertThat(LookupAnswer.value("{\"name\":\"Food\",\"n\":null}", "n")).isNull();
        assertThat(LookupAnswer.value("[{\"name\":\"Food\"}]", "name")).isEqualTo("Food");
        assertThat(LookupAnswer.value(" Food\n", null)).isEqualTo("Food");
        assertThat(LookupAnswer.value("", "name")).isNull();
        assertThat(LookupAnswer.value(null, null)).isNull();
        assertThat(LookupAnswer.value("null", "name")).isNull();
    }

    @Test
    void a_maintenance_page_is_no_answer() {
        assertThatThrownBy(() -> LookupAnswer.value("<html>Back soon</html>", "name"))
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> LookupAnswer.value("\"soon\"", "name")).hasMessageContaining("no JSON object");
    }

    @Test
    void a_type_that_json_does_not_know_becomes_text() {
        UUID id = new UUID(1, 2);

        assertThat(LookupAnswer.value(Map.of("id", id), null)).isEqualTo(id.toString());
    }
}
