package azalai.step.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CleanTextTest {
    private final CleanText text = new CleanText();

    @Test
    void nul_is_removed_and_a_lone_surrogate_replaced_each_counted() {
        assertThat(text.clean("a\0b\0")).isEqualTo("ab");
        assertThat(text.clean("x\uD800y\uDC00")).isEqualTo("x\uFFFDy\uFFFD");
        assertThat(text.clean("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
        assertThat(text.replaced()).isEqualTo(6);
    }

    @Test
    void a_pair_of_surrogates_is_a_character_and_stays() {
        assertThat(text.clean("\uD83D\uDE00 ½ é\r\n")).isEqualTo("\uD83D\uDE00 ½ é\r\n");
        assertThat(text.replaced()).isZero();
    }

    @Test
    void a_text_without_them_is_the_same_object() {
        String clean = "nothing to do";
        assertThat(text.clean(clean)).isSameAs(clean);
    }

    @Test
    void a_record_is_cleaned_down_to_its_last_list() {
        Map<String, Object> product = new LinkedHashMap<>(Map.of("lot", "L\0", "codes", List.of("a", "b\uD800")));
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("name", "n\0");
        record.put("products", new ArrayList<>(List.of(product)));
        record.put("version", 3);
        record.put("none", null);

        text.clean(record);

        assertThat(record.get("name")).isEqualTo("n");
        assertThat(record.get("products")).isEqualTo(List.of(Map.of("lot", "L", "codes", List.of("a", "b\uFFFD"))));
        assertThat(record).containsEntry("version", 3).containsEntry("none", null);
        assertThat(text.replaced()).isEqualTo(3);
    }
}
