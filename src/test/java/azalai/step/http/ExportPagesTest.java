package azalai.step.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.error.Failure;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExportPagesTest extends PagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ExportPages pages(InputStream body) {
        return new ExportPages(fetch(null), api(), body);
    }

    private ExportPages pages(String body) {
        return pages(stream(body));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The first {@code count} records as the API exports them. */
    private String lines(int count) {
        return server.records().stream().limit(count).map(ExportPagesTest::json).collect(Collectors.joining("\n"));
    }

    private static String json(Map<String, Object> record) {
        try {
            return JSON.writeValueAsString(record);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InputStream broken() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Premature end of chunk");
            }
        };
    }

    @Test
    void a_whole_export_comes_in_pages_of_at_most_five_hundred() throws Exception {
        server.with(1_201, "2026-01-01");

        try (ExportPages pages = pages(lines(1_201))) {
            assertThat(pages.next()).hasSize(500);
            assertThat(pages.next()).hasSize(500);
            assertThat(pages.next()).hasSize(201);
            assertThat(pages.hasNext()).isFalse();
        }
        assertThat(counts.get("fetched")).isEqualTo(1_201);
    }

    @Test
    void blank_lines_are_no_records() throws Exception {
        server.with(2, "2026-01-01");

        assertThat(all(pages("\n" + lines(2) + "\n\n \r\n"))).isEqualTo(server.records());
    }

    @Test
    void a_page_ends_early_when_its_fields_are_huge() throws Exception {
        server.with(20, "2026-01-01");
        String huge = lines(20).replace("2026-01-01", "2026-01-01" + "x".repeat(1_000_000));

        try (ExportPages pages = pages(huge)) {
            assertThat(pages.next()).hasSizeLessThan(10);
        }
    }

    @Test
    void an_export_that_is_cut_says_how_far_it_came() {
        server.with(1_000, "2026-01-01");

        assertThatThrownBy(() -> all(pages(new SequenceInputStream(stream(lines(700)), broken()))))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "Reading d broke off after 500 of 1000 records (Premature end of chunk): run again; the cursor has not moved and what was published does no harm.");
    }

    @Test
    void the_api_s_words_for_an_interrupted_stream_are_shown() {
        server.with(3, "2026-01-01");

        assertThatThrownBy(() ->
                        all(pages(lines(1) + "\nStreaming interrupted due to the following error: server went away")))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(
                        "(it ended with 'Streaming interrupted due to the following error: server went away')");
    }

    @Test
    void a_record_cut_in_its_middle_is_a_failure() {
        server.with(2, "2026-01-01");
        String whole = lines(2);

        assertThatThrownBy(() -> all(pages(whole.substring(0, whole.length() - 5))))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("Reading d broke off after ");
    }

    @Test
    void a_web_page_is_named_as_one() {
        server.with(3, "2026-01-01");

        assertThatThrownBy(() -> all(pages("<!DOCTYPE html>\n<html><body>Maintenance</body></html>")))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        server.url()
                                + "/api/explore/v2.1/catalog/datasets/d/exports/jsonl answered a web page instead of JSON ('<!DOCTYPE html>'): check the address, or run again later; the cursor has not moved.");
    }

    @Test
    void an_empty_answer_is_short_unless_nothing_was_counted() throws Exception {
        assertThat(all(pages(""))).isEmpty();
        server.with(3, "2026-01-01");

        assertThatThrownBy(() -> all(pages(" \n")))
                .isInstanceOf(Failure.class)
                .hasMessage(
                        "d gave 0 records but counts 3: run again; the cursor has not moved and what was published does no harm.");
    }

    @Test
    void a_record_that_was_withdrawn_meanwhile_is_not_missed() throws Exception {
        server.with(3, "2026-01-01");
        ExportPages pages = pages(lines(2));
        server.records().remove(2);

        assertThat(all(pages)).hasSize(2);
    }
}
