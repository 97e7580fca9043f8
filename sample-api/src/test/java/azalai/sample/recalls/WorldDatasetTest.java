package azalai.sample.recalls;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.sample.explore.Condition;
import azalai.sample.explore.Query;
import azalai.sample.explore.Row;
import azalai.sample.explore.SortKey;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WorldDatasetTest {
    private static final LocalDate DAY = LocalDate.of(2026, 2, 20);

    private static WorldDataset source(Form form) {
        return World.of(World.SEED, 2_000, DAY).dataset(form);
    }

    private static Condition where(Form form, String clause) {
        return Condition.parse(clause, form.schema(), ZoneOffset.UTC);
    }

    private static List<SortKey> publicationOrder(Form form) {
        String order = form == Form.V1 ? "date_de_publication, reference_fiche" : "date_publication,id,numero_fiche";
        return SortKey.parse(order, form.schema());
    }

    private static String published(Form form) {
        return form.schema().published().name();
    }

    @ParameterizedTest
    @EnumSource
    void publication_order_is_what_sorting_every_record_gives(Form form) throws IOException {
        Comparator<JsonNode> order = form == Form.V1
                ? Comparator.comparing(
                                (JsonNode row) -> row.get("date_de_publication").asText())
                        .thenComparing(row -> row.get("reference_fiche").asText())
                : Comparator.comparing(
                                (JsonNode row) -> row.get("date_publication").asText())
                        .thenComparing(row -> row.get("id").asInt());
        List<JsonNode> rows = Rows.of(source(form), new Query(Condition.ALL, publicationOrder(form), 0, -1));
        List<JsonNode> sorted = new ArrayList<>(rows);
        sorted.sort(order);
        assertThat(rows).isEqualTo(sorted).hasSize((int) source(form).size());
    }

    @ParameterizedTest
    @CsvSource({
        "V1,2024-03-01",
        "V2,2024-03-01",
        "V2,2024-03-01T11:22:33Z",
        "V1,1999-01-01",
        "V2,2999-01-01",
        "V2,2026-02-19"
    })
    void a_count_by_publication_date_is_what_a_scan_finds(Form form, String literal) throws IOException {
        for (String operator : List.of(">=", ">", "<", "<=", "=", "!=")) {
            String clause = published(form) + " " + operator + " '" + literal + "'";
            // The second never holds alone: it makes the first be scanned.
            String scanned = "(" + clause + ") and (" + published(form) + " is not null)";
            assertThat(source(form).count(where(form, clause)))
                    .as(clause)
                    .isEqualTo(source(form).count(where(form, scanned)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void pages_by_offset_are_the_whole(Form form) throws IOException {
        Condition where = where(form, published(form) + " >= '2025-11-03' and " + published(form) + " < '2026-02-10'");
        List<JsonNode> whole = Rows.of(source(form), new Query(where, publicationOrder(form), 0, -1));
        List<JsonNode> pages = new ArrayList<>();
        for (int offset = 0; offset < whole.size() + 37; offset += 37) {
            pages.addAll(Rows.of(source(form), new Query(where, publicationOrder(form), offset, 37)));
        }
        assertThat(pages).isEqualTo(whole).hasSize((int) source(form).count(where));
        assertThat(whole).hasSizeGreaterThan(100);
    }

    @ParameterizedTest
    @EnumSource
    void any_other_order_is_stable_over_publication_order(Form form) throws IOException {
        String field = form == Form.V1 ? "temperature_de_conservation" : "temperature_conservation";
        List<SortKey> keys = SortKey.parse(field + " desc", form.schema());
        List<JsonNode> sorted = new ArrayList<>(Rows.all(source(form)));
        sorted.sort(Comparator.comparing(
                row -> row.get(field).isNull() ? null : row.get(field).asText(),
                Comparator.nullsLast(Comparator.reverseOrder())));
        assertThat(Rows.of(source(form), new Query(Condition.ALL, keys, 0, -1))).isEqualTo(sorted);
        assertThat(Rows.of(source(form), new Query(Condition.ALL, keys, 150, 40)))
                .isEqualTo(sorted.subList(150, 190));
    }

    /** With a scan, or with fiches in memory, this would not end within the test's patience or memory. */
    @ParameterizedTest
    @EnumSource
    void half_a_billion_fiches_are_counted_and_read_at_any_offset(Form form) throws IOException {
        WorldDataset huge =
                World.of(World.SEED, 500_000_000, LocalDate.of(2026, 1, 1)).dataset(form);
        assertThat(huge.count(Condition.ALL)).isEqualTo(500_000_000);
        long since = huge.count(where(form, published(form) + " >= '2024-03-01'"));
        assertThat(since).isBetween(150_000_000L, 250_000_000L);
        Query query = new Query(Condition.ALL, publicationOrder(form), 500_000_000 - since, 1);
        List<Row> rows = huge.rows(query).toList();
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).value(form.schema().published()).toString()).startsWith("2024-03-01");
    }
}
