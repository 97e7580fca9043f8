package azalai.step.clean;

import static azalai.page.Pages.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import azalai.page.Counts;
import azalai.page.Pages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextStepsTest {
    private final Counts counts = new Counts();

    @Test
    void renamed_fields_lose_their_old_names() {
        RenameFields step = new RenameFields();
        step.setNames("old=new, absent=never");

        assertThat(Pages.clean(step, counts, record("old", 1, "other", 2)))
                .containsExactly(record("other", 2, "new", 1));
    }

    @Test
    void a_renaming_without_its_new_name_is_refused() {
        assertThatThrownBy(() -> new RenameFields().setNames("a=b,c"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'c'");
    }

    @Test
    void merged_texts_are_joined_by_a_line_break_without_null_and_empty_parts() {
        MergeFields step = new MergeFields();
        step.setFrom("a,b,c");
        step.setInto("a");

        List<Map<String, Object>> merged = Pages.clean(
                step,
                counts,
                record("a", "1", "b", "2", "c", "3"),
                record("a", null, "b", "2", "c", ""),
                record("a", null, "b", null));

        assertThat(merged).containsExactly(record("a", "1\n2\n3"), record("a", "2"), record("a", null));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "Du 01/02/2021 au 03/02/2021,01/02/2021,03/02/2021",
                "Depuis le 01/02/2021,01/02/2021,null",
                "Jusqu'au 03/02/2021,null,03/02/2021",
                "jusqu’au 03/02/2021,null,03/02/2021",
                "null,null,null",
            })
    void a_period_is_split_in_its_days(String period, String start, String end) {
        assertThat(Pages.clean(splitDates(), counts, record("period", period)))
                .containsExactly(record("start", start, "end", end));
        assertThat(counts.toMap()).isEmpty();
    }

    @Test
    void a_period_that_cannot_be_read_is_kept_whole_and_counted() {
        assertThat(Pages.clean(splitDates(), counts, record("period", "Du 01/02/2021 à demain")))
                .containsExactly(record("start", "Du 01/02/2021 à demain", "end", null));
        assertThat(counts.toMap()).containsExactly(entry("unread.period", 1L));
    }

    private static SplitDates splitDates() {
        SplitDates step = new SplitDates();
        step.setFrom("period");
        step.setStart("start");
        step.setEnd("end");
        return step;
    }

    @Test
    void a_text_that_is_empty_without_its_accents_becomes_null() {
        StripAccents step = new StripAccents();
        step.setFields("a,b,c,absent");

        assertThat(Pages.clean(step, counts, record("a", "é", "b", "\u00ad", "c", 1, "d", "é")))
                .containsExactly(record("a", "e", "b", null, "c", 1, "d", "é"));
    }

    @Test
    void text_is_replaced_wherever_it_occurs_also_in_lists() {
        ReplaceText step = new ReplaceText();
        step.setFields("a,b,c,d");
        step.setReplace("¤");
        step.setWith("CRLF");

        assertThat(Pages.clean(step, counts, record("a", "1¤2¤", "b", List.of("¤", 3), "c", null, "d", 4)))
                .containsExactly(record("a", "1\r\n2\r\n", "b", List.of("\r\n", 3), "c", null, "d", 4));
    }

    @Test
    void case_changes_by_no_countrys_rules() {
        ChangeCase step = new ChangeCase();
        step.setFields("a");
        step.setTo("upper");
        assertThat(Pages.clean(step, "a", "i-é/24")).isEqualTo("I-É/24");

        step.setTo("lower");
        assertThat(Pages.clean(step, "a", "I-É")).isEqualTo("i-é");
        assertThatThrownBy(() -> step.setTo("title")).hasMessageContaining("upper or lower");
    }

    @Test
    void what_is_not_text_becomes_its_json_text_and_is_counted() {
        RetypeFields step = new RetypeFields();
        step.setExcept("version");

        assertThat(Pages.clean(
                        step,
                        counts,
                        record("a", 1.5, "b", true, "c", List.of("x", 1), "d", Map.of("k", "é"), "e", null),
                        record("a", "text", "version", 3)))
                .containsExactly(
                        record("a", "1.5", "b", "true", "c", "[\"x\",1]", "d", "{\"k\":\"é\"}", "e", null),
                        record("a", "text", "version", 3));
        assertThat(counts.toMap().keySet()).containsExactly("retyped.a", "retyped.b", "retyped.c", "retyped.d");
    }
}
