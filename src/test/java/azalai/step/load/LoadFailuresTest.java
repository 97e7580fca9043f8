package azalai.step.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import azalai.error.Failure;
import azalai.error.LastingFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On real processes that end as loads do. */
class LoadFailuresTest {
    @TempDir
    private Path folder;

    private Failure failure(String script) throws Exception {
        Path log = folder.resolve("load-7.log");
        ChildProcess child = ChildProcess.start(List.of("sh", "-c", script), Map.of(), folder, log, "");
        return LoadFailures.of(child, child.await(Duration.ofMinutes(1)), "1g", log);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit 52",
                "echo 'Exception in thread x java.lang.OutOfMemoryError: Java heap space'; seq 10000; exit 1",
                "echo java.lang.OutOfMemoryError; echo 'azalai: The load failed: Java heap space'; exit 1",
            })
    void a_load_that_ran_out_of_memory_names_its_heap_and_the_setting_and_is_not_tried_again(String script)
            throws Exception {
        assertThat(failure(script))
                .isInstanceOf(LastingFailure.class)
                .hasMessageStartingWith(
                        "The Spark load ran out of memory with a heap of 1g and changed nothing: give it more with load.heap in application.properties");
    }

    @Test
    void the_loaders_own_sentence_is_told_and_the_last_of_them() throws Exception {
        assertThat(failure("echo 'azalai: First.'; echo x; echo 'azalai: Second.'; exit 1"))
                .isExactlyInstanceOf(Failure.class)
                .hasMessage("Second.");
        assertThat(failure("echo java.lang.OutOfMemoryError in a record; echo 'azalai: No use.'; exit 3"))
                .isInstanceOf(LastingFailure.class)
                .hasMessage("No use.");
    }

    @Test
    void what_an_earlier_attempt_said_is_not_taken_for_the_words_of_a_later_one() throws Exception {
        failure("echo 'azalai: The first.'; echo java.lang.OutOfMemoryError; exit 1");

        assertThat(failure("exit 9")).hasMessageStartingWith("The Spark load ended with exit code 9 (it said nothing)");
        assertThat(failure("echo bye; exit 9")).hasMessageStartingWith("The Spark load ended with exit code 9 (bye)");
    }

    @Test
    void no_stack_frame_is_quoted() throws Exception {
        String banana =
                "echo 'Exception in thread \"main\" org.apache.spark.SparkException: Could not parse Master URL: x';"
                        + " echo '  at org.apache.spark.deploy.SparkSubmit.main(SparkSubmit.scala)';";

        assertThat(failure(banana + " exit 1"))
                .hasMessageStartingWith("The Spark load ended with exit code 1 (Could not parse Master URL: x): see ");
        assertThat(failure(banana + " echo 'Caused by: java.io.IOException: disk full'; echo '  ... 9 more'; exit 1"))
                .hasMessageStartingWith("The Spark load ended with exit code 1 (disk full): see ");
        assertThat(failure("echo '  at org.apache.spark.Some.thing(Some.scala:1)'; exit 1"))
                .hasMessageStartingWith("The Spark load ended with exit code 1: see ");
        assertThat(failure("echo 'java.lang.NullPointerException'; echo '  at org.x.Y.z(Y.java:1)'; exit 1"))
                .hasMessageStartingWith("The Spark load ended with exit code 1: see ");
    }

    @Test
    void files_that_cannot_be_deleted_hide_no_failure() {
        assertThatCode(() -> SparkLoads.deleteIfPossible(folder.resolve("gone")))
                .doesNotThrowAnyException();
    }
}
