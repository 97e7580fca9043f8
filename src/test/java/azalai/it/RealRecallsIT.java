package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real rows, which lie beside the clone and are no part of it, all the way from the API into the table. */
class RealRecallsIT {
    private static final Path FILES =
            Path.of("../../shared/data").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path data;

    @BeforeAll
    static void look() {
        if (!Files.isDirectory(FILES)) {
            String why = "skipped: there is no folder ../shared/data with real recalls beside the clone";
            System.out.println("RealRecallsIT " + why);
            Assumptions.abort(why);
        }
    }

    @Test
    void the_table_holds_what_the_original_cleaning_made_of_v1() throws Exception {
        Map<String, Map<String, String>> expected = new TreeMap<>();
        for (Map<String, String> row : read("rappelconso-v1-cleaned.jsonl.gz")) {
            expected.put(row.get("reference_fiche"), row);
        }
        try (Azalai azalai = new Azalai(data, "--sample", "-Drecalls.dataset=rappelconso0").startServices()) {
            Azalai.Ended run = run(azalai, "rappelconso-v1.jsonl.gz");

            assertThat(run.lastLine()).contains("fetched 8900, published 8900, new 8895, changed 0,", "dead 0");
            List<Map<String, String>> rows = table(azalai);
            assertThat(rows).hasSize(8895);
            int i = 0;
            for (Map<String, String> row : expected.values()) {
                // Lists of entries: the columns' order counts, too.
                assertThat(entries(rows.get(i)))
                        .as("row %d, %s", i, row.get("reference_fiche"))
                        .isEqualTo(entries(row));
                i++;
            }
        }
    }

    @Test
    void the_two_forms_of_v2_are_the_same_recalls_and_the_real_rows_load() throws Exception {
        try (Azalai azalai = new Azalai(data, "--sample").startServices()) {
            Recalls recalls = new Recalls(azalai);
            Azalai.Ended strings = run(azalai, "rappelconso-v2-derived-string.jsonl.gz");
            assertThat(strings.lastLine()).contains("fetched 8900,", "dead 0").doesNotContain("new 0,");
            Map<String, String> before = recalls.rows();
            assertThat(before).hasSizeGreaterThan(8890);

            Azalai.Ended arrays = run(azalai, "rappelconso-v2-derived-array.jsonl.gz", "--full");
            assertThat(arrays.lastLine()).contains("fetched 8900,", "new 0, changed 0,", "dead 0");
            assertThat(recalls.rows()).isEqualTo(before);

            String shown = "SELECT count(*) FROM rappel_conso WHERE withdrawn_at IS NULL";
            Azalai.Ended real = azalai.run(
                    "run",
                    "recalls",
                    "--full",
                    "--sample-file",
                    FILES.resolve("rappelconso-v2-real.jsonl").toString());
            assertThat(real.lastLine()).contains("failed, fetched 21, published 21,", "superseded 0, dead 0");
            assertThat(real.err()).contains("the source shows 21 of the ", "--full --accept-withdrawals");
            assertThat(recalls.number(shown)).isGreaterThanOrEqualTo(before.size());

            Azalai.Ended accepted = run(azalai, "rappelconso-v2-real.jsonl", "--full", "--accept-withdrawals");
            assertThat(accepted.lastLine()).contains("fetched 21, published 21, new 0, changed 0,", "dead 0");
            assertThat(recalls.number(shown)).isEqualTo(21);
        }
    }

    private static Azalai.Ended run(Azalai azalai, String file, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", "recalls"));
        arguments.addAll(List.of("--sample-file", FILES.resolve(file).toString()));
        arguments.addAll(List.of(options));
        Azalai.Ended run = azalai.run(arguments.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    /** The view's rows by reference, each with its columns in order. */
    private static List<Map<String, String>> table(Azalai azalai) throws SQLException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (Connection connection = azalai.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT * FROM rappel_conso_table ORDER BY reference_fiche COLLATE \"C\"")) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                Map<String, String> values = new LinkedHashMap<>();
                for (int column = 1; column <= columns; column++) {
                    values.put(row.getMetaData().getColumnName(column), row.getString(column));
                }
                rows.add(values);
            }
        }
        return rows;
    }

    private static List<Map.Entry<String, String>> entries(Map<String, String> row) {
        return new ArrayList<>(row.entrySet());
    }

    private static List<Map<String, String>> read(String file) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(FILES.resolve(file))), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                rows.add(JSON.readValue(line, new TypeReference<LinkedHashMap<String, String>>() {}));
            }
        }
        return rows;
    }
}
