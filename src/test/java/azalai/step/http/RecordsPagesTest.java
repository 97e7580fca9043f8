package azalai.step.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.error.Failure;
import org.junit.jupiter.api.Test;

class RecordsPagesTest extends PagesTest {
    private RecordsPages pages(String where) {
        return new RecordsPages(fetch(where), api(), "day,id", "id");
    }

    @Test
    void an_answer_within_one_window_comes_whole() throws Exception {
        server.with(230, "2026-01-01").with(20, "2026-01-02");

        assertThat(all(pages(null))).isEqualTo(server.records());
        assertThat(counts.get("fetched")).isEqualTo(250);
    }

    @Test
    void a_day_on_the_window_s_edge_loses_and_doubles_nothing() throws Exception {
        server.with(9_950, "2026-01-01")
                .with(130, "2026-01-02")
                .with(9_900, "2026-01-03")
                .with(250, "2026-01-04");

        assertThat(all(pages(null))).isEqualTo(server.records());
        assertThat(server.conditions())
                .containsExactly("", "day >= '2026-01-02'", "day >= '2026-01-03'", "day >= '2026-01-04'", "");
    }

    @Test
    void a_day_that_ends_at_the_window_s_edge_loses_and_doubles_nothing() throws Exception {
        server.with(9_000, "2026-01-01").with(1_000, "2026-01-02").with(300, "2026-01-03");

        assertThat(all(pages(null))).isEqualTo(server.records());
    }

    @Test
    void exactly_a_window_is_read_once() throws Exception {
        server.with(5_000, "2026-01-01").with(5_000, "2026-01-02");

        assertThat(all(pages(null))).isEqualTo(server.records());
    }

    @Test
    void a_backfill_keeps_its_last_day_in_every_window() throws Exception {
        server.with(50, "2025-12-31")
                .with(9_990, "2026-01-01")
                .with(60, "2026-01-02")
                .with(70, "2026-01-03");

        assertThat(all(pages("day >= '2026-01-01' and day < '2026-01-03'")))
                .isEqualTo(server.records().subList(50, 50 + 9_990 + 60));
        assertThat(server.conditions()).contains("day >= '2026-01-02' and day < '2026-01-03'");
    }

    @Test
    void a_day_larger_than_the_window_is_a_failure_that_names_it() {
        server.with(100, "2026-01-01").with(10_200, "2026-01-02");

        assertThatThrownBy(() -> all(pages(null)))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "d has more than 10000 records published on 2026-01-02, which /records cannot show: set the pipeline's fetch to export.");
    }

    @Test
    void a_day_larger_than_the_window_ends_a_backfill_too() {
        server.with(10_200, "2026-01-02");

        assertThatThrownBy(() -> all(pages("day >= '2026-01-02' and day < '2026-01-03'")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("records published on 2026-01-02");
    }

    @Test
    void a_page_holds_at_most_five_hundred() throws Exception {
        server.with(1_234, "2026-01-01");

        try (RecordsPages pages = pages(null)) {
            while (pages.hasNext()) {
                assertThat(pages.next()).hasSizeBetween(1, Pages.SIZE);
            }
        }
    }
}
