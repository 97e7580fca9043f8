package azalai.service.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.step.kafka.Submission.Item;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordPagesTest {
    private static ByteArrayInputStream bytes(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<List<Item>> pages(Records records) {
        List<List<Item>> all = new ArrayList<>();
        try (RecordPages pages = new RecordPages(records)) {
            pages.forEachRemaining(all::add);
        }
        return all;
    }

    private static List<Item> array(String body) {
        return pages(new ArrayRecords(bytes(body))).stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<Item> lines(String body) {
        return pages(new LineRecords(bytes(body))).stream()
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void an_array_and_lines_hold_the_same_records() {
        assertThat(array("[{\"a\":\"é\"},{\"b\":{\"c\":[1]}}]"))
                .isEqualTo(lines("{\"a\":\"é\"}\r\n\n  \n{\"b\":{\"c\":[1]}}"))
                .extracting(Item::record)
                .containsExactly(Map.of("a", "é"), Map.of("b", Map.of("c", List.of(1))));
    }

    @Test
    void what_is_no_object_is_refused_by_its_index() {
        assertThat(array("[{}, [1,[2]], null, \"x\", {}]"))
                .filteredOn(item -> item.refused() != null)
                .extracting(Item::index)
                .containsExactly(1, 2, 3);
    }

    @Test
    void a_bad_line_is_refused_alone() {
        assertThat(lines("{\"a\":1}\n{\"a\":\n{\"a\":1} {}\n[]\n{\"a\":2}"))
                .filteredOn(item -> item.refused() != null)
                .extracting(Item::index)
                .containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "7", "[", "[{}", "[{}] []", "[{},]", "[{\"a\":}]"})
    void a_body_that_is_no_whole_array_is_refused_as_a_whole(String body) {
        assertThatThrownBy(() -> array(body))
                .isInstanceOf(ApiError.class)
                .satisfies(e -> assertThat(((ApiError) e).status()).isEqualTo(400));
    }

    @Test
    void an_empty_array_is_no_record() {
        assertThat(array("[]")).isEmpty();
    }

    @Test
    void so_many_records_that_they_would_take_too_long_are_too_much() {
        assertThatThrownBy(() -> lines("{}\n".repeat(50_001)))
                .isInstanceOf(ApiError.class)
                .hasMessage("The body holds more than 50000 records: send it in parts.");
        assertThat(lines("{}\n".repeat(50_000))).hasSize(50_000);
    }

    @Test
    void a_record_of_more_values_than_any_table_has_is_refused() {
        assertThatThrownBy(() -> array("[{}," + fields(10_000) + "]"))
                .isInstanceOf(ApiError.class)
                .hasMessage("Record 1 holds more than 10000 values: nothing was published.");
        assertThatThrownBy(() -> lines("{\"a\":[" + "[],".repeat(10_000) + "1]}"))
                .isInstanceOf(ApiError.class)
                .hasMessage("Record 0 holds more than 10000 values: nothing was published.");
        assertThat(array("[" + fields(9_000) + "]")).hasSize(1);
    }

    private static String fields(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"f%d\":1".formatted(i))
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void a_page_is_bounded_by_records_by_length_and_by_values() {
        assertThat(pages(new LineRecords(bytes("{}\n".repeat(1_200)))))
                .extracting(List::size)
                .containsExactly(500, 500, 200);
        String long_ = "{\"a\":\"%s\"}\n".formatted("x".repeat(400_000));
        assertThat(pages(new LineRecords(bytes(long_.repeat(7)))))
                .extracting(List::size)
                .containsExactly(3, 3, 1);
        assertThat(pages(new ArrayRecords(bytes("[" + String.join(",", List.of(long_, long_, long_, long_)) + "]"))))
                .extracting(List::size)
                .containsExactly(3, 1);
        assertThat(pages(new LineRecords(bytes((fields(5_000) + "\n").repeat(9)))))
                .extracting(List::size)
                .containsExactly(4, 4, 1);
    }
}
