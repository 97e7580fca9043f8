package azalai.sample.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDatasetTest {
    private static final String V2 = "rappelconso-v2-gtin-espaces";
    private static final List<String> LINES = List.of(
            "{\"numero_fiche\": \"b\", \"id\": 2, \"date_publication\": \"2024-01-02T10:00:00+00:00\", \"extra\": 1}",
            "{\"numero_fiche\": \"a\", \"id\": 1, \"date_publication\": \"2024-01-02T10:00:00+00:00\", \"extra\": null}",
            "{\"numero_fiche\": \"c\", \"id\": 3, \"date_publication\": \"2024-01-01T10:00:00+00:00\", \"x\": \"\\ud800 \\u0000\"}",
            "{\"numero_fiche\": \"d\", \"id\": \"four\", \"date_publication\": null}");

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static FileDataset open(Path file, String dataset) throws IOException {
        Field published = new Field("date_publication", FieldType.DATETIME, 0);
        Schema known = new Schema(
                V2,
                List.of(published, new Field("id", FieldType.INT, 1)),
                null,
                "date_publication",
                List.of("date_publication", "id"));
        return new FileDataset(
                file, dataset.equals(V2) ? known : new Schema(dataset, List.of(), null, null, List.of()));
    }

    private static List<String> rows(FileDataset source, String where, String order, ZoneId zone) throws IOException {
        Query query =
                new Query(Condition.parse(where, source.schema(), zone), SortKey.parse(order, source.schema()), 0, -1);
        List<String> rows = new ArrayList<>();
        for (Row row : source.rows(query).toList()) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
                row.writeTo(json, zone);
            }
            rows.add(text.toString());
        }
        return rows;
    }

    private static List<String> rows(FileDataset source, String where, String order) throws IOException {
        return rows(source, where, order, ZoneOffset.UTC);
    }

    @Test
    void rows_come_as_they_stand_in_file_order_packed_or_not() throws IOException {
        String text = String.join("\r\n", LINES) + "\n\n  \n";
        for (String name : List.of("plain.jsonl", "packed.jsonl.gz")) {
            try (FileDataset source = open(write(name, text), V2)) {
                assertThat(source.size()).isEqualTo(4);
                assertThat(rows(source, null, null)).isEqualTo(LINES);
            }
        }
    }

    @Test
    void sorting_is_stable_and_nulls_come_last() throws IOException {
        try (FileDataset source = open(write("f.jsonl", String.join("\n", LINES)), V2)) {
            assertThat(rows(source, null, "date_publication"))
                    .containsExactly(LINES.get(2), LINES.get(0), LINES.get(1), LINES.get(3));
            assertThat(rows(source, null, "date_publication,id,numero_fiche"))
                    .containsExactly(LINES.get(2), LINES.get(1), LINES.get(0), LINES.get(3));
            assertThat(rows(source, null, "date_publication desc"))
                    .containsExactly(LINES.get(0), LINES.get(1), LINES.get(2), LINES.get(3));
        }
    }

    @Test
    void conditions_count_what_they_give() throws IOException {
        try (FileDataset source = open(write("f.jsonl", String.join("\n", LINES)), V2)) {
            for (String where : List.of(
                    "date_publication >= '2024-01-02'",
                    "date_publication < '2024-01-02'",
                    "id > 1",
                    "extra = 1",
                    "date_publication is null",
                    "not date_publication >= '2024-01-02'")) {
                Condition condition = Condition.parse(where, source.schema(), ZoneOffset.UTC);
                assertThat(source.count(condition))
                        .as(where)
                        .isEqualTo(rows(source, where, null).size());
            }
            assertThat(rows(source, "date_publication >= '2024-01-02'", null)).hasSize(2);
            assertThat(rows(source, "extra = 1", null)).containsExactly(LINES.get(0));
        }
    }

    @Test
    void another_zone_rewrites_the_datetimes_alone() throws IOException {
        try (FileDataset source = open(write("f.jsonl", LINES.get(1)), V2)) {
            assertThat(rows(source, null, null, ZoneId.of("Europe/Paris")))
                    .containsExactly(LINES.get(1)
                            .replace("T10:00:00+00:00", "T11:00:00+01:00")
                            .replace(": ", ":")
                            .replace(", ", ","));
        }
    }

    @Test
    void a_file_of_no_known_dataset_tells_its_own_fields() throws IOException {
        String text = "{\"n\": 1, \"day\": \"2024-01-02\", \"t\": \"x\"}\n{\"n\": 2.5, \"day\": null, \"t\": 5}\n";
        try (FileDataset source = open(write("f.jsonl", text), "mine")) {
            assertThat(source.schema().fields()).extracting(Field::name).containsExactly("n", "day", "t");
            assertThat(rows(source, "n > 1.5 or day < '2024-02-01'", "n desc")).hasSize(2);
        }
    }

    @Test
    void an_empty_file_is_an_empty_dataset() throws IOException {
        try (FileDataset source = open(write("f.jsonl", ""), V2)) {
            assertThat(source.size()).isZero();
            assertThat(rows(source, null, "id")).isEmpty();
        }
    }

    @Test
    void a_broken_line_is_named_in_one_sentence() throws IOException {
        for (String broken : List.of("{\"a\": 1", "[1]", "null", "{\"a\":1} {\"b\":2}", "what")) {
            Path file = write("broken.jsonl", "{\"a\": 1}\n\n" + broken + "\n{\"a\": 2}\n");
            assertThatThrownBy(() -> open(file, V2))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Line 3 of the sample file " + file + " is not a JSON object (")
                    .hasMessageEndingWith("): correct or remove it.")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        assertThatThrownBy(() -> open(folder.resolve("none.jsonl"), V2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.jsonl cannot be read");
    }

    @Test
    void the_real_rows_come_back_byte_for_byte() throws IOException {
        Path real = Path.of("../../shared/data/rappelconso-v1.jsonl.gz");
        String why = "skipped: the real rows are not at " + real;
        if (!Files.exists(real)) {
            System.out.println(why);
        }
        Assumptions.assumeTrue(Files.exists(real), why);
        List<String> lines;
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(real)), StandardCharsets.UTF_8))) {
            lines = in.lines().toList();
        }
        try (FileDataset source = open(real, "rappelconso0")) {
            assertThat(rows(source, null, null)).isEqualTo(lines);
            assertThat(rows(source, null, "date_de_publication, reference_fiche"))
                    .hasSameSizeAs(lines)
                    .isNotEqualTo(lines);
        }
    }
}
