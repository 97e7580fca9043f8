package azalai.error;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.RuntimeCamelException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is thrown reads as one sentence, without a word of Java. */
class SentencesTest {
    private String logBefore;

    @BeforeEach
    void nameTheLog() {
        logBefore = System.setProperty("azalai.log", "/data/log/azalai.log");
    }

    @AfterEach
    void forgetTheLog() {
        if (logBefore == null) {
            System.clearProperty("azalai.log");
        } else {
            System.setProperty("azalai.log", logBefore);
        }
    }

    private static void says(Throwable failure, String sentence) {
        assertThat(Sentences.of(failure)).isEqualTo(sentence);
    }

    @Test
    void the_nearest_sentence_of_ours_is_the_one() {
        says(new RuntimeCamelException(new Failure("It is late.", new Failure("The clock stands."))), "It is late.");
        says(new StepFailure("is late."), "A step is late.");
    }

    @Test
    void a_message_of_a_library_is_made_a_sentence() {
        says(new IllegalStateException("the price is negative"), "The price is negative.");
        says(new IllegalStateException("lines\n  of two\n"), "Lines; of two.");
        says(
                new RuntimeCamelException(
                        "java.io.IOException: the disk is full on the exchange: Exchange[A1-B2]",
                        new java.io.IOException("the disk is full")),
                "The disk is full.");
        says(
                new IllegalStateException("Failed: java.lang.IllegalArgumentException: no such unit"),
                "Failed: no such unit.");
        assertThat(Sentences.of(new IllegalStateException("very ".repeat(200)))).hasSizeLessThan(420);
    }

    @Test
    void what_only_a_programmer_can_read_is_in_the_log() {
        String internal = "An internal error; see /data/log/azalai.log.";
        for (Throwable failure : List.of(
                new NullPointerException("Cannot invoke \"azalai.run.Run.id()\" because \"run\" is null"),
                new ClassCastException("class java.lang.String cannot be cast to class java.util.Map"),
                new IllegalStateException(),
                new IllegalStateException("null"),
                new IllegalStateException("azalai.run.Run@1234567 went wrong"),
                new IllegalStateException("no converter for java.util.ArrayList found"),
                new java.util.NoSuchElementException("No value present"),
                new NoClassDefFoundError("org/banana/Split"),
                new RuntimeException(new NullPointerException()))) {
            says(failure, internal);
        }
    }

    @Test
    void known_failures_say_what_to_look_at() throws Exception {
        says(
                new RuntimeException(new SQLException("ERROR: relation \"x\" does not exist\n  Position: 15", "42P01")),
                "PostgreSQL says: ERROR: relation \"x\" does not exist; Position: 15.");
        says(new NoSuchBeanException("mine"), "There is no bean 'mine'.");
        says(
                new UnknownHostException("nowhere.invalid: Name or service not known"),
                "The host nowhere.invalid is not known here: check the address and the network.");
        says(
                new TopicAuthorizationException("Not authorized to access topics: [x]"),
                "Kafka says: Not authorized to access topics: [x].");
        says(json("<html>"), "The text is no JSON (Unexpected character ('<' (code 60)), line 1, column 1).");
        says(json("[1]"), "The JSON is of another form than it expects, line 1, column 1.");
    }

    private static Exception json(String text) {
        try {
            new ObjectMapper().readValue(text, Map.class);
            throw new AssertionError(text);
        } catch (JsonProcessingException e) {
            return new RuntimeCamelException(e);
        }
    }

    @Test
    void what_is_wrong_for_good_is_not_tried_again() {
        assertThat(Reasons.last(new RuntimeException(new StepFailure("is late."))))
                .isTrue();
        assertThat(Reasons.last(new NullPointerException())).isTrue();
        assertThat(Reasons.last(new RuntimeException(new SQLException("x", "42P01"))))
                .isTrue();
        assertThat(Reasons.last(new NoSuchBeanException("mine"))).isTrue();
        assertThat(Reasons.last(new RuntimeException(new SQLException("x", "08006"))))
                .isFalse();
        assertThat(Reasons.last(new Failure("The service is out of order."))).isFalse();
        assertThat(Reasons.last(new java.io.IOException("reset"))).isFalse();
    }
}
