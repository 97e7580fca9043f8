package azalai.step.clean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import azalai.page.Counts;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real cleaning routes on invented fiches. */
class RecallsCleaningTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Columns that the load fills. */
    private static final Set<String> OF_THE_LOAD = Set.of("run_id", "first_seen_at", "changed_at", "withdrawn_at");

    private static CleaningRoutes routes;

    private final Counts counts = new Counts();

    @BeforeAll
    static void start() throws Exception {
        routes = new CleaningRoutes("clean-v1.camel.yaml", "clean-v2.camel.yaml", "fill-columns.camel.yaml");
    }

    @AfterAll
    static void stop() throws IOException {
        routes.close();
    }

    @Test
    void both_forms_come_out_with_exactly_the_columns_of_the_table() throws IOException {
        assertThat(clean(1, fiches("fiches-v1.jsonl")))
                .allSatisfy(row -> assertThat(row.keySet()).isEqualTo(columns()));
        assertThat(clean(2, fiches("fiches-v2.jsonl")))
                .allSatisfy(row -> assertThat(row.keySet()).isEqualTo(columns()));
    }

    private static Set<String> columns() throws IOException {
        String sql = Files.readString(Path.of("../sql/recalls/V1__rappel_conso.sql"));
        String table = sql.substring(sql.indexOf("CREATE TABLE rappel_conso ("), sql.indexOf(");"));
        Set<String> columns = new TreeSet<>();
        Matcher column = Pattern.compile("(?m)^    (\\w+) ").matcher(table);
        while (column.find()) {
            columns.add(column.group(1));
        }
        columns.removeAll(OF_THE_LOAD);
        return columns;
    }

    @Test
    void a_v1_fiche_fills_text_and_typed_columns() throws IOException {
        assertThat(clean(1, fiches("fiches-v1.jsonl")).get(0)).containsAllEntriesOf(json("""
                        {"reference_fiche": "2021-05-0101", "numero_version": 2,
                         "nature_juridique": "Impose par arrete prefectoral",
                         "nom_de_la_marque_du_produit": "Les Pres d'Ete",
                         "noms_des_modeles_ou_references": " 1/2 brie\\r\\n 1/4 brie",
                         "temperature_de_conservation": "entre +2degC et +4degC",
                         "risques_pour_le_consommateur": "Blessures externes\\neclats de verre",
                         "recommandations_sante": "Ne plus consommer",
                         "informations_complementaires": "Vendu a la coupe\\nMerci de votre comprehension",
                         "liens_vers_les_images": "https://example.org/É.jpg",
                         "rappel_guid": "aaaaaaaa-0000-4000-8000-00000000000a",
                         "date_de_publication": "2021-05-03", "date_publication": "2021-05-02T22:00:00Z",
                         "date_de_fin_de_la_procedure_de_rappel": "samedi 1 mai 2021", "fin_procedure": "2021-05-01",
                         "date_debut_commercialisation": "01/04/2021", "debut_commercialisation": "2021-04-01",
                         "date_fin_commercialisation": "30/04/2021", "fin_commercialisation": "2021-04-30",
                         "marque_salubrite": "FR 01.002.003 CE", "libelle": null, "categorie_en": "Food",
                         "gtin": ["03012345678902", "03333000000013"],
                         "produits": [
                           {"gtin": "03012345678902", "lot": "lot n°7", "date_kind": "Date limite de consommation",
                            "from": "2021-05-05", "to": "2021-05-09"},
                           {"gtin": "03333000000013", "lot": "L8", "date_kind": "Date de durabilite minimale",
                            "from": "2021-06-01", "to": null}]}
                        """));
    }

    @Test
    void a_v1_fiche_of_july_2024_with_unreadable_dates_keeps_its_texts_and_is_counted() throws IOException {
        List<Map<String, Object>> rows = clean(1, fiches("fiches-v1.jsonl").subList(1, 2));

        assertThat(rows.get(0)).containsAllEntriesOf(json("""
                {"libelle": "Tondeuse a gazon", "numero_version": 0, "nom_de_la_marque_du_produit": null,
                 "date_de_publication": "2024-07-12", "date_publication": "2024-07-11T22:30:00Z",
                 "date_de_fin_de_la_procedure_de_rappel": "bientôt", "fin_procedure": null,
                 "date_debut_commercialisation": "30/02/2024", "debut_commercialisation": null,
                 "identification_des_produits": "The affected mower", "gtin": [], "produits": null,
                 "risques_pour_le_consommateur": null, "categorie_en": null}
                """));
        assertThat(counts.toMap())
                .containsOnly(
                        entry("kept", 1L),
                        entry("unmatched.categorie_en", 1L),
                        entry("unread.debut_commercialisation", 1L),
                        entry("unread.fin_procedure", 1L),
                        entry("unread.produits", 1L));
    }

    @Test
    void a_v1_fiche_of_the_first_day_of_year_1_keeps_its_text_and_has_no_instant() throws IOException {
        Map<String, Object> fiche = fiches("fiches-v1.jsonl").get(0);
        fiche.put("date_de_publication", "0001-01-01");

        assertThat(clean(1, List.of(fiche)).get(0))
                .containsEntry("date_de_publication", "0001-01-01")
                .containsEntry("date_publication", null);
        assertThat(counts.get("unread.date_publication")).isEqualTo(1);
    }

    @Test
    void a_v2_fiche_comes_onto_the_same_columns() throws IOException {
        assertThat(clean(2, fiches("fiches-v2.jsonl")).get(0)).containsAllEntriesOf(json("""
                        {"reference_fiche": "SR/00123/26", "numero_version": 1,
                         "noms_des_modeles_ou_references": " 1/2 brie\\r\\nbrie entier",
                         "identification_des_produits":
                           "3012345678902 lot ndeg7\\r\\nlot ndeg8 date limite de consommation 05/05/2026 09/05/2026 3333000000013 l8 non concerne",
                         "conditionnements": "boite|carton", "zone_geographique_de_vente": "ain (01)|aisne (02)",
                         "distributeurs": "epicerie\\r\\nmarche",
                         "risques_pour_le_consommateur": "blessures externes|incendie",
                         "recommandations_sante": "consulter un medecin\\nne plus consommer detruire le produit",
                         "modalites_de_compensation": "remboursement|echange",
                         "liens_vers_les_images": "https://example.org/é.jpg|https://example.org/2.jpg",
                         "date_de_publication": "2026-05-04", "date_publication": "2026-05-03T22:30:00Z",
                         "date_de_fin_de_la_procedure_de_rappel": "2323-05-31", "fin_procedure": "2323-05-31",
                         "date_debut_commercialisation": "01/04/2026", "debut_commercialisation": "2026-04-01",
                         "date_fin_commercialisation": "30/04/2026", "fin_commercialisation": "2026-04-30",
                         "libelle": " 1/2 brie", "categorie_en": "Food",
                         "gtin": ["03012345678902", "03333000000013"],
                         "produits": [
                           {"gtin": "03012345678902", "lot": "lot n°7\\r\\nlot n°8",
                            "date_kind": "date limite de consommation", "from": "2026-05-05", "to": "2026-05-09"},
                           {"gtin": "03333000000013", "lot": "l8", "date_kind": "non concerne",
                            "from": null, "to": null}]}
                        """));
    }

    @Test
    void the_array_form_gives_the_same_row_as_the_string() throws IOException {
        Map<String, Object> string = fiches("fiches-v2.jsonl").get(0);
        Map<String, Object> array = fiches("fiches-v2.jsonl").get(0);
        array.put(
                "identification_produits",
                List.of(
                        "3012345678902",
                        "lot n°7¤lot n°8",
                        "date limite de consommation",
                        "2026-05-05",
                        "2026-05-09|3333000000013",
                        "l8",
                        "non concerné"));

        List<Map<String, Object>> rows = clean(2, List.of(string, array));

        assertThat(rows).hasSize(2);
        assertThat(rows.get(1)).isEqualTo(rows.get(0));
    }

    @Test
    void wrong_types_and_broken_text_break_nothing_and_the_rest_goes_on() throws IOException {
        Map<String, Object> fiche = fiches("fiches-v2.jsonl").get(0);
        fiche.put("numero_fiche", 4711);
        fiche.put("numero_version", "deux");
        fiche.put("distributeurs", List.of("a", "b"));
        fiche.put("motif_rappel", "é\u0000\ud800" + "é".repeat(1_000_000));
        fiche.put("date_publication", Map.of("year", 2026));
        fiche.put("identification_produits", true);
        fiche.put("nouveau", "x");
        Map<String, Object> empty = Map.of();

        List<Map<String, Object>> rows = clean(2, List.of(fiche, empty));

        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).values()).containsOnly(null, List.of());
        assertThat(rows.get(0))
                .containsEntry("reference_fiche", "4711")
                .containsEntry("numero_version", null)
                .containsEntry("distributeurs", "[\"a\",\"b\"]")
                .containsEntry("motif_du_rappel", "e\u0000\ud800" + "e".repeat(1_000_000))
                .containsEntry("date_de_publication", "{\"year\":2026}")
                .containsEntry("date_publication", null)
                .containsEntry("identification_des_produits", "true")
                .containsEntry("produits", null);
        assertThat(counts.toMap())
                .contains(
                        entry("unknown.nouveau", 1L),
                        entry("retyped.distributeurs", 1L),
                        entry("unread.numero_version", 1L),
                        entry("unread.date_publication", 1L),
                        entry("missing.numero_fiche", 1L));
    }

    @Test
    void a_record_that_comes_twice_is_published_once() throws IOException {
        Map<String, Object> fiche = fiches("fiches-v2.jsonl").get(0);
        Map<String, Object> corrected = fiches("fiches-v2.jsonl").get(0);
        corrected.put("motif_rappel", "autre");

        assertThat(clean(2, List.of(fiche, fiche, corrected))).hasSize(2);
        assertThat(clean(2, List.of(fiche))).isEmpty();
        assertThat(counts.get("duplicate")).isEqualTo(2);
    }

    private List<Map<String, Object>> clean(int version, List<Map<String, Object>> fiches) {
        return routes.clean("direct:recalls-clean-v" + version, fiches, counts);
    }

    private static List<Map<String, Object>> fiches(String file) throws IOException {
        List<Map<String, Object>> fiches = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RecallsCleaningTest.class.getResourceAsStream(file)), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                fiches.add(json(line));
            }
        }
        return fiches;
    }

    private static Map<String, Object> json(String text) throws IOException {
        return JSON.readValue(text, new TypeReference<>() {});
    }
}
