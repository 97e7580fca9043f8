package azalai.sample.recalls;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.sample.explore.Field;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The default world of 12,000 holds everything that the real data surprises with. */
class TrapsTest {
    private static final String TRANSLITERATED = "\u00a0§¨©«\u00ad®°±²³´µ»½ÀÂÅÇÈÉÊËÎÏÓÔÖÛÜàâäçèéêëîïôöøùûüŒœŠ–—‘’“”•…€";
    private static final Pattern DATES = Pattern.compile(
            "Du \\d\\d/\\d\\d/\\d{4} au \\d\\d/\\d\\d/\\d{4}|Depuis le \\d\\d/\\d\\d/\\d{4}|Jusqu'au \\d\\d/\\d\\d/\\d{4}");
    private static final Pattern PROSE =
            Pattern.compile("(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \\d{1,2} [a-zéû]+ \\d{4}");

    private static final Pattern UTC = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+00:00");

    private static List<JsonNode> v1;
    private static List<JsonNode> v2;

    @BeforeAll
    static void read() throws IOException {
        World world = World.of(World.SEED, 12_000, LocalDate.of(2026, 2, 1));
        v1 = Rows.all(world.dataset(Form.V1));
        v2 = Rows.all(world.dataset(Form.V2));
    }

    private static long count(List<JsonNode> rows, String field, Predicate<String> holds) {
        return rows.stream()
                .filter(row ->
                        row.get(field).isTextual() && holds.test(row.get(field).asText()))
                .count();
    }

    @Test
    void every_field_is_there_in_the_real_order_be_it_null() {
        assertThat(v1).allMatch(row -> fields(row).equals(names(Form.V1)));
        assertThat(v2).allMatch(row -> fields(row).equals(names(Form.V2)));
        assertThat(names(Form.V1)).hasSize(31);
        assertThat(names(Form.V2)).hasSize(34);
    }

    private static List<String> names(Form form) {
        return form.schema().fields().stream().map(Field::name).toList();
    }

    private static List<String> fields(JsonNode row) {
        List<String> names = new ArrayList<>();
        row.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void seven_fields_of_v1_hold_line_breaks_which_are_currency_signs_in_v2() {
        for (String field : List.of(
                "noms_des_modeles_ou_references",
                "conditionnements",
                "informations_complementaires",
                "distributeurs",
                "motif_du_rappel",
                "description_complementaire_du_risque",
                "informations_complementaires_publiques")) {
            assertThat(count(v1, field, text -> text.contains("\r\n")))
                    .as(field)
                    .isPositive();
        }
        assertThat(count(v2, "distributeurs", text -> text.contains("¤"))).isPositive();
        assertThat(v2.toString()).doesNotContain("\\r");
    }

    @Test
    void every_code_point_that_is_transliterated_occurs_and_no_other() {
        Set<Integer> seen = new HashSet<>();
        v1.forEach(row -> row.forEach(
                value -> value.asText().codePoints().filter(c -> c > 126).forEach(seen::add)));
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        TRANSLITERATED.codePoints().boxed().toList());
    }

    @Test
    void tabs_tags_typos_and_ends_before_the_beginning_occur() {
        assertThat(count(v1, "nom_de_la_marque_du_produit", text -> text.contains("\t")))
                .isPositive();
        assertThat(count(v1, "motif_du_rappel", text -> text.contains("<danger>")))
                .isPositive();
        assertThat(count(v1, "date_de_fin_de_la_procedure_de_rappel", text -> text.endsWith("2323")))
                .isPositive();
        long early = v2.stream()
                .filter(row -> row.get("date_de_fin_de_la_procedure_de_rappel").isTextual())
                .filter(row -> row.get("date_de_fin_de_la_procedure_de_rappel")
                                .asText()
                                .compareTo(row.get("date_publication").asText())
                        < 0)
                .count();
        assertThat(early).isGreaterThan(20);
    }

    @Test
    void v1_writes_its_dates_in_french() {
        assertThat(count(
                        v1,
                        "date_de_fin_de_la_procedure_de_rappel",
                        PROSE.asMatchPredicate().negate()))
                .isZero();
        assertThat(count(
                        v1,
                        "date_debut_fin_de_commercialisation",
                        DATES.asMatchPredicate().negate()))
                .isZero();
        for (String form : List.of("Du ", "Depuis", "Jusqu")) {
            assertThat(count(v1, "date_debut_fin_de_commercialisation", text -> text.startsWith(form)))
                    .isPositive();
        }
    }

    @Test
    void european_alerts_have_version_0_and_little_else() {
        List<JsonNode> alerts = v1.stream()
                .filter(row -> row.get("reference_fiche").asText().contains("/"))
                .toList();
        assertThat(alerts.size()).isBetween(600, 1_500);
        assertThat(alerts).allSatisfy(row -> {
            assertThat(row.get("ndeg_de_version").asInt()).isZero();
            assertThat(row.get("distributeurs").isNull()).isTrue();
        });
        Map<String, Set<String>> guids = new HashMap<>();
        v1.forEach(row -> guids.computeIfAbsent(row.get("reference_fiche").asText(), unused -> new HashSet<>())
                .add(row.get("rappelguid").asText()));
        List<Set<String>> twice =
                guids.values().stream().filter(set -> set.size() > 1).toList();
        assertThat(twice).hasSizeBetween(2, 20).allSatisfy(set -> assertThat(set)
                .hasSize(2));
    }

    @Test
    void versions_reach_5_and_a_day_has_261_fiches() {
        assertThat(v1).anyMatch(row -> row.get("ndeg_de_version").asInt() == 5);
        assertThat(count(v1, "date_de_publication", day -> day.equals("2021-07-29")))
                .isEqualTo(261);
    }

    @Test
    void some_publications_lie_on_another_day_in_utc_than_in_paris() {
        long other = 0;
        for (JsonNode row : v2) {
            String time = row.get("date_publication").asText();
            other += time.substring(11, 13).compareTo("22") >= 0 ? 1 : 0;
        }
        assertThat(other).isGreaterThan(50);
        assertThat(count(v2, "date_publication", UTC.asMatchPredicate())).isEqualTo(v2.size());
    }

    @Test
    void v2_is_lower_case_and_identifies_products_in_both_forms() {
        // Compared in bulk: an assertion for each value would be 400,000.
        List<String> mixed = new ArrayList<>();
        for (JsonNode row : v2) {
            row.forEach(value -> {
                String text = value.asText();
                if (!text.equals(text.toLowerCase(Locale.ROOT))
                        && !UTC.matcher(text).matches()) {
                    mixed.add(text);
                }
            });
        }
        assertThat(mixed).isEmpty();
        List<JsonNode> strings = v2.stream()
                .map(row -> row.get("identification_produits"))
                .filter(JsonNode::isTextual)
                .toList();
        List<JsonNode> arrays = v2.stream()
                .map(row -> row.get("identification_produits"))
                .filter(JsonNode::isArray)
                .toList();
        assertThat(strings.size()).isGreaterThan(3_000);
        assertThat(arrays.size()).isGreaterThan(5_000);
        assertThat(strings)
                .anyMatch(text -> text.asText().matches("\\d{13}\\$[^$|]*\\$date [^$|]*\\$\\d{4}-\\d\\d-\\d\\d\\$"));
        assertThat(strings)
                .anyMatch(text -> text.asText().startsWith("$") && text.asText().contains("|"));
        assertThat(arrays.toString()).contains("\"|3").contains("\"|\"");
        assertThat(arrays).anyMatch(parts -> parts.toString().matches(".*\"\\d{4}-\\d\\d-\\d\\d\\|\\d{13}\".*"));
        // One that nobody can read: its lot holds the separator.
        assertThat(strings).anyMatch(text -> text.asText().matches("[^|$]*\\$l\\d+\\$b\\$.*"));
    }

    @Test
    void lists_are_joined_by_a_space_in_v1_and_by_a_bar_in_v2() {
        assertThat(count(v2, "conduites_a_tenir_par_le_consommateur", text -> text.contains("|")))
                .isPositive();
        assertThat(count(v2, "zone_geographique_de_vente", text -> text.matches("[a-z' -]+ \\(\\d+\\)\\|.*")))
                .isPositive();
        assertThat(count(v1, "zone_geographique_de_vente", text -> text.startsWith("Départements: ")))
                .isPositive();
        assertThat(v1.toString()).doesNotContain("|");
    }

    @Test
    void a_record_is_some_two_kilobytes() {
        assertThat(v1.toString().length() / v1.size()).isBetween(1_600, 2_400);
        assertThat(v2.toString().length() / v2.size()).isBetween(1_600, 2_400);
    }
}
