package azalai.step.recalls;

import static azalai.page.Pages.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import azalai.page.Counts;
import azalai.page.Pages;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadIdentificationTest {
    /** One identification in both forms, and what both must give. */
    record Case(String name, String string, List<String> array, String text, List<Map<String, Object>> produits) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final ReadIdentification step = new ReadIdentification();
    private final Counts counts = new Counts();

    @BeforeEach
    void configure() {
        step.setField("text");
        step.setInto("products");
        step.setLabels("date,non concerné");
    }

    static Stream<Case> identifications() throws IOException {
        try (InputStream in = ReadIdentificationTest.class.getResourceAsStream("identifications.json")) {
            return new ObjectMapper().readValue(in, new TypeReference<List<Case>>() {}).stream();
        }
    }

    @ParameterizedTest
    @MethodSource("identifications")
    void both_forms_of_an_identification_give_the_same_text_and_products(Case identification) {
        Map<String, Object> expected = record("text", identification.text, "products", identification.produits);

        assertThat(Pages.clean(
                        step, counts, record("text", identification.string), record("text", identification.array)))
                .containsExactly(expected, expected);
        assertThat(counts.get("unread.products")).isEqualTo(identification.produits == null ? 2 : 0);
    }

    @Test
    void nothing_to_read_is_null_and_not_counted() {
        assertThat(Pages.clean(
                        step,
                        counts,
                        record("text", null),
                        record("text", ""),
                        record("text", "$$$$"),
                        record("text", List.of()),
                        record("text", Arrays.asList(null, " "))))
                .containsOnly(record("text", null, "products", null));
        assertThat(counts.toMap()).isEmpty();
    }

    @Test
    void another_type_than_text_is_read_as_its_text() {
        assertThat(Pages.clean(
                        step, counts, record("text", 3012345678902L), record("text", Map.of("gtin", 3012345678902L))))
                .extracting(record -> record.get("text"))
                .containsExactly("3012345678902", "{\"gtin\":3012345678902}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a|b$date limite de consommation$2024-01-01$",
                "3012345678902$|x$date limite de consommation$2024-01-01$",
                "3012345678902$2024-01-01|x$non concerné$$",
                "$$$$|$lot$non concerné$$|",
                "a$non concerné$$|b|c$d$non concerné$$",
                "|$|$|a",
                "3012345678902$lot$$$|3333000000013$lot$$$",
            })
    void no_letter_is_lost_wherever_the_bars_stand(String text) {
        String read = (String) Pages.clean(step, "text", text);

        assertThat(letters(read)).isEqualTo(letters(text));
    }

    private static String letters(String text) {
        return text.replaceAll("2024-01-01|01/01/2024|[$|\\s]", "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3012345678902$date de fabrication$voir emballage",
                "lot$date limite de consommation$2024-01-01$2024-01-02$2024-01-03",
                "lot$date limite de consommation$demain",
            })
    void tokens_that_fit_nowhere_leave_all_as_text(String text) {
        assertThat(Pages.clean(step, counts, record("text", text)))
                .containsExactly(record("text", text, "products", null));
    }

    @Test
    void a_group_without_label_ends_where_no_lot_can_follow() {
        assertThat(Pages.clean(step, counts, record("text", "3012345678902$l1$|4711$l2$non concerné"))
                        .get(0)
                        .get("products"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .extracting("gtin", "lot")
                .containsExactly(tuple("03012345678902", "l1"), tuple("4711", "l2"));
    }

    @Test
    void a_bar_inside_a_lot_stays_in_the_text() {
        assertThat(Pages.clean(step, "text", "3012345678902$|x$date limite de consommation$2024-01-01$"))
                .isEqualTo("3012345678902 |x date limite de consommation 01/01/2024");
    }

    @Test
    void a_very_long_text_is_read_as_quickly_as_it_is_long() {
        String lots = "$lot$date limite de consommation$2024-01-01$|".repeat(20_000);

        Map<String, Object> read = Pages.clean(
                        step, counts, record("text", lots), record("text", "|".repeat(1_000_000)))
                .get(0);

        assertThat((List<?>) read.get("products")).hasSize(20_000);
    }
}
