package azalai.step.clean;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.page.Counts;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The real cleaning routes on the real rows, which lie beside the clone and are no part of it. */
class RealRecallsTest {
    private static final Path DATA = Path.of("../../shared/data");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static CleaningRoutes routes;

    private final Counts counts = new Counts();

    @BeforeAll
    static void start() throws Exception {
        if (!Files.isDirectory(DATA)) {
            String why = "skipped: there is no folder ../shared/data with real recalls beside the clone";
            System.out.println("RealRecallsTest " + why);
            Assumptions.abort(why);
        }
        routes = new CleaningRoutes("clean-v1.camel.yaml", "clean-v2.camel.yaml", "fill-columns.camel.yaml");
    }

    @AfterAll
    static void stop() throws IOException {
        if (routes != null) {
            routes.close();
        }
    }

    @Test
    void every_v1_row_reads_as_the_original_cleaning_made_it() throws IOException {
        List<Map<String, Object>> expected = read("rappelconso-v1-cleaned.jsonl.gz");
        List<Map<String, Object>> cleaned = clean("direct:recalls-clean-v1", read("rappelconso-v1.jsonl.gz"));

        assertThat(cleaned).hasSameSizeAs(expected).hasSize(8900);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(cleaned.get(i)).as("row %d", i).containsAllEntriesOf(expected.get(i));
        }
    }

    @Test
    void the_string_and_the_array_form_of_v2_give_the_same_rows() throws IOException {
        List<Map<String, Object>> strings =
                clean("direct:recalls-clean-v2", read("rappelconso-v2-derived-string.jsonl.gz"));
        List<Map<String, Object>> arrays =
                clean("direct:recalls-clean-v2", read("rappelconso-v2-derived-array.jsonl.gz"));

        assertThat(strings).hasSize(8900);
        for (int i = 0; i < strings.size(); i++) {
            assertThat(arrays.get(i)).as("row %d", i).isEqualTo(strings.get(i));
        }
    }

    @Test
    void v2_reads_as_v1_but_for_case() throws IOException {
        List<Map<String, Object>> v1 = read("rappelconso-v1-cleaned.jsonl.gz");
        List<Map<String, Object>> v2 = clean("direct:recalls-clean-v2", read("rappelconso-v2-derived-string.jsonl.gz"));

        for (int i = 0; i < v1.size(); i++) {
            for (String field : List.of("distributeurs", "recommandations_sante", "date_debut_commercialisation")) {
                Object text = v1.get(i).get(field);
                assertThat(lower(v2.get(i).get(field)))
                        .as("%s of row %d", field, i)
                        .isEqualTo(lower(text));
            }
        }
    }

    private static String lower(Object text) {
        return text == null ? null : text.toString().toLowerCase(Locale.ROOT);
    }

    @Test
    void the_real_v2_rows_are_read_but_for_free_text() throws IOException {
        List<Map<String, Object>> rows = clean("direct:recalls-clean-v2", read("rappelconso-v2-real.jsonl"));

        assertThat(rows).hasSize(21);
        assertThat(rows.stream().filter(row -> row.get("produits") == null))
                .extracting(row -> row.get("identification_des_produits"))
                .containsExactly("600: 28.07.2023 - 19.12.2025\ngrande panda: 25.02.2025 - 23.01.2026");
        assertThat(counts.toMap().keySet()).containsOnly("kept", "unmatched.categorie_en", "unread.produits");
    }

    @Test
    void every_character_of_the_real_rows_reads_as_the_original_cleaning_read_it() throws IOException {
        JsonNode table =
                JSON.readTree(DATA.resolve("rappelconso-transliteration.json").toFile());

        assertThat(table).hasSize(58);
        for (JsonNode entry : table) {
            assertThat(Transliteration.ascii(entry.get("char").asText()))
                    .isEqualTo(entry.get("ascii").asText());
        }
    }

    private List<Map<String, Object>> clean(String uri, List<Map<String, Object>> records) {
        List<Map<String, Object>> cleaned = new ArrayList<>();
        Counts run = new Counts();
        for (int i = 0; i < records.size(); i += 500) {
            cleaned.addAll(routes.clean(uri, records.subList(i, Math.min(i + 500, records.size())), run));
        }
        run.toMap().forEach(counts::add);
        return cleaned;
    }

    private static List<Map<String, Object>> read(String file) throws IOException {
        List<Map<String, Object>> records = new ArrayList<>();
        try (InputStream in = Files.newInputStream(DATA.resolve(file));
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        file.endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                records.add(JSON.readValue(line, new TypeReference<>() {}));
            }
        }
        return records;
    }
}
