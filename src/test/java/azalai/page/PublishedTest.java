package azalai.page;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.protocol.OffsetRange;
import azalai.run.Run;
import azalai.run.SomeRun;
import org.junit.jupiter.api.Test;

class PublishedTest {
    @Test
    void a_stretch_goes_from_the_first_record_to_the_last_of_a_partition_and_each_topic_has_its_own() {
        Published published = new Published();
        published.acknowledged("a", 1, 7);
        published.acknowledged("a", 1, 4);
        published.acknowledged("a", 0, 0);
        published.acknowledged("b", 1, 99);

        assertThat(published.on("a")).containsExactly(new OffsetRange(0, 0, 1), new OffsetRange(1, 4, 8));
        assertThat(published.count("a")).isEqualTo(3);
        assertThat(published.on("c")).isEmpty();
        assertThat(published.count("c")).isZero();
    }

    @Test
    void a_record_whose_place_kafka_does_not_know_counts_and_stands_nowhere() {
        Published published = new Published();
        published.acknowledged("a", 0, -1);

        assertThat(published.on("a")).isEmpty();
        assertThat(published.count("a")).isEqualTo(1);
    }

    @Test
    void a_run_adds_up_its_tasks_and_forgets_what_an_attempt_before_the_last_brought() {
        Run run = SomeRun.begun();
        run.count("left").published().acknowledged("a", 0, 1);
        run.count("left").published().acknowledged("a", 0, 5);
        run.count("right").published().acknowledged("a", 0, 9);

        assertThat(run.published().on("a")).containsExactly(new OffsetRange(0, 5, 10));
        assertThat(run.published().count("a")).isEqualTo(2);
    }
}
