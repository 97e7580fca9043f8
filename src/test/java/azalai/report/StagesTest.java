package azalai.report;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.ledger.LoadRow;
import azalai.ledger.TaskRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StagesTest {
    private static final Instant AT = Instant.parse("2026-06-01T04:00:00Z");

    private static TaskRow task(Map<String, Long> counts) {
        return new TaskRow("publish", "success", 1, AT, AT.plusMillis(1_000), Map.of(), counts, null);
    }

    private static LoadRow load(long endsAfterMillis, Map<String, Long> millis) {
        return new LoadRow(1, "t", "public.t", 10, AT.plusMillis(endsAfterMillis), millis, null);
    }

    @Test
    void stages_come_in_the_order_of_the_way_and_those_of_ones_own_last() {
        assertThat(Stages.of(
                        List.of(task(Map.of(
                                "millis.publish",
                                1L,
                                "millis.clean",
                                2L,
                                "millis.aggregate",
                                3L,
                                "millis.fetch",
                                4L,
                                "millis.begin",
                                5L))),
                        List.of()))
                .extracting(Stage::name)
                .containsExactly("begin", "fetch", "clean", "publish", "aggregate");
    }

    @Test
    void what_waits_in_the_topic_waits_from_the_end_of_publishing_to_the_start_of_the_loads_process() {
        List<Stage> stages = Stages.of(
                List.of(task(Map.of("millis.publish", 1L))),
                List.of(load(2_000, Map.of("prepare", 300L, "stage", 100L, "merge", 50L))));

        assertThat(stages)
                .extracting(Stage::name)
                .containsExactly("publish", "wait in topic", "start load", "load", "merge");
        assertThat(stages.get(1).took()).hasMillis(550);
    }

    @Test
    void a_load_beside_the_publishing_has_no_wait() {
        assertThat(Stages.of(List.of(task(Map.of("millis.publish", 1L))), List.of(load(900, Map.of("stage", 100L)))))
                .extracting(Stage::name)
                .containsExactly("publish", "load");
    }

    @Test
    void throughput_is_records_a_second_and_nothing_below_a_millisecond() {
        List<Stage> stages = Stages.of(
                List.of(task(Map.of("fetched", 3_000L, "millis.fetch", 1_500L, "millis.clean", 0L))), List.of());

        assertThat(stages).extracting(Stage::perSecond).containsExactly(2_000L, 0L);
        assertThat(Stages.slowest(stages, null)).map(Stage::name).contains("fetch");
        assertThat(Stages.slowest(stages, Duration.ofHours(1))).isEmpty();
    }
}
