package azalai.step.recalls;

import static azalai.page.Pages.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import azalai.page.Counts;
import azalai.page.Pages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadIdentificationTextTest {
    private final ReadIdentificationText step = new ReadIdentificationText();
    private final Counts counts = new Counts();

    @BeforeEach
    void configure() {
        step.setField("text");
        step.setInto("products");
        step.setLabels("date de durabilité minimale, date limite de consommation");
    }

    @Test
    void products_are_read_one_after_another() {
        assertThat(products("3012345678902 lot é  7 Date limite de consommation 05/05/2021")
                        .isEmpty())
                .as("two spaces may part two products")
                .isTrue();
        assertThat(
                        products(
                                "3012345678902 lot é 7 Date limite de consommation entre le 05/05/2021 et le 09/05/2021"
                                        + " 12345670 Date de durabilité minimale 01/06/2021  L8 Date de durabilité minimale 02/06/2021"))
                .containsExactly(
                        product("03012345678902", "lot é 7", "Date limite de consommation", "2021-05-05", "2021-05-09"),
                        product("00000012345670", null, "Date de durabilite minimale", "2021-06-01", null),
                        product(null, "L8", "Date de durabilite minimale", "2021-06-02", null));
    }

    @Test
    void a_gtin_with_nothing_but_a_lot_is_the_only_product() {
        assertThat(products("3012345678902 Tous les lots"))
                .containsExactly(product("03012345678902", "Tous les lots", null, null, null));
    }

    @Test
    void thirteen_digits_before_a_lot_are_a_code_of_a_scale_and_stay_as_written() {
        assertThat(products("0201110000009 lot 1 Date limite de consommation 05/05/2021"))
                .extracting(product -> product.get("gtin"))
                .containsExactly("0201110000009");
    }

    @Test
    void thirteen_digits_alone_before_a_label_are_a_code_too() {
        assertThat(products("0201110000009 Date limite de consommation 05/05/2021"))
                .containsExactly(product("0201110000009", null, "Date limite de consommation", "2021-05-05", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tous les lots",
                "3012345678902 Tous les lots  3333000000013 Tous les lots",
                "3012345678902 lot 3333000000013 autre Date limite de consommation 05/05/2021",
                "123456789 lot Date limite de consommation 05/05/2021",
                "lot Date limite de consommation 31/02/2021",
                "lot Date limite de consommation 05/05/2021 et encore",
                "lot Date limite de consommation 05/05/2021 Date limite de consommation 06/05/2021",
                "lot Date d'emballage 05/05/2021",
            })
    void what_can_be_read_in_two_ways_or_not_to_its_end_is_not_read(String text) {
        assertThat(Pages.clean(step, counts, record("text", text)))
                .containsExactly(record("text", text, "products", null));
        assertThat(counts.toMap()).containsExactly(entry("unread.products", 1L));
    }

    @Test
    void no_identification_is_not_an_unreadable_one() {
        assertThat(products(null)).isEmpty();
        assertThat(counts.toMap()).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private List<Map<String, Object>> products(String text) {
        Object products = Pages.clean(step, counts, record("text", text)).get(0).get("products");
        return products == null ? List.of() : (List<Map<String, Object>>) products;
    }

    private static Map<String, Object> product(String gtin, String lot, String kind, String from, String to) {
        return record("gtin", gtin, "lot", lot, "date_kind", kind, "from", from, "to", to);
    }
}
