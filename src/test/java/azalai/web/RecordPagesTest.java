package azalai.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.publish.Submission;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubmissionReaderTest {
    private static Submission array(String body) {
        return new SubmissionReader("recalls").array(body.getBytes(StandardCharsets.UTF_8));
    }

    private static Submission lines(String body) {
        return new SubmissionReader("recalls").lines(body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void an_array_and_lines_hold_the_same_records() {
        assertThat(array("[{\"a\":\"é\"},{\"b\":{\"c\":[1]}}]").records())
                .isEqualTo(lines("{\"a\":\"é\"}\r\n\n  \n{\"b\":{\"c\":[1]}}").records())
                .first()
                .isEqualTo(Map.of("a", "é"));
    }

    @Test
    void what_is_no_object_is_refused_by_its_index() {
        Submission submission = array("[{}, [1,[2]], null, \"x\", {}]");

        assertThat(submission.records()).hasSize(2);
        assertThat(submission.refused()).extracting(Submission.Refused::index).containsExactly(1, 2, 3);
    }

    @Test
    void a_bad_line_is_refused_alone() {
        Submission submission = lines("{\"a\":1}\n{\"a\":\n{\"a\":1} {}\n[]\n{\"a\":2}");

        assertThat(submission.records()).hasSize(2);
        assertThat(submission.refused()).extracting(Submission.Refused::index).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "7", "[", "[{}", "[{}] []", "[{},]", "[{\"a\":}]"})
    void a_body_that_is_no_whole_array_is_refused_as_a_whole(String body) {
        assertThatThrownBy(() -> array(body))
                .isInstanceOf(ApiError.class)
                .satisfies(e -> assertThat(((ApiError) e).status()).isEqualTo(400));
    }

    @Test
    void so_many_records_that_they_would_not_fit_are_too_much() {
        assertThatThrownBy(() -> lines("{}\n".repeat(50_001)))
                .isInstanceOf(ApiError.class)
                .hasMessage("The body holds more than 50000 records: send it in parts.");
        assertThat(lines("{}\n".repeat(50_000)).submitted()).isEqualTo(50_000);
    }

    @Test
    void the_first_hundred_refused_are_named_and_all_are_counted() {
        Submission submission = array("[" + "1,".repeat(999) + "1]");

        assertThat(submission.refused()).hasSize(100);
        assertThat(submission.refusals()).isEqualTo(1000);
    }
}
