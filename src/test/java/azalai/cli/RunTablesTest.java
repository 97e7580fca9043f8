package azalai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.ledger.CursorKind;
import azalai.ledger.Cursors;
import azalai.ledger.DeadLetter;
import azalai.ledger.LoadRow;
import azalai.ledger.RunRow;
import azalai.ledger.TaskRow;
import azalai.pipeline.Interval;
import azalai.pipeline.Pipeline;
import azalai.pipeline.Retry;
import azalai.report.RunJson;
import azalai.schedule.CatchUp;
import azalai.schedule.Overlap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tables and facts of runs, to the letter. */
class RunTablesTest {
    private static final Instant AT = Instant.parse("2026-06-01T04:00:00Z");
    private static TimeZone zoneBefore;

    @BeforeAll
    static void inParis() {
        zoneBefore = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Paris"));
    }

    @AfterAll
    static void backAgain() {
        TimeZone.setDefault(zoneBefore);
    }

    private static RunRow success(long id) {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("dead", 2L);
        counts.put("new", 12_003L);
        counts.put("changed", 0L);
        counts.put("fetched", 12_005L);
        counts.put("published", 12_005L);
        return new RunRow(
                id,
                "recalls",
                "schedule",
                "success",
                new Interval(AT.minus(Duration.ofDays(1)), AT),
                AT,
                AT,
                AT.plusMillis(40),
                AT.plusMillis(9_890),
                null,
                true,
                "http://h/d",
                counts,
                0,
                null);
    }

    private static RunRow failed(long id) {
        return new RunRow(
                id,
                "recalls",
                "manual",
                "failed",
                null,
                null,
                AT,
                AT,
                AT.plusSeconds(200),
                null,
                false,
                null,
                Map.of(),
                0,
                "Reading d broke off\nafter 3 of 7 records");
    }

    private static RunRow missed(long id, int count) {
        return new RunRow(
                id, "recalls", "schedule", "missed", null, AT, AT, null, AT, null, false, null, Map.of(), count, null);
    }

    @Test
    void runs_stand_under_their_columns_and_a_missed_row_says_how_many_it_stands_for() {
        assertThat(RunsCommand.listing(List.of(missed(101, 1_200), missed(100, 1), failed(99), success(98)))
                        .text())
                .isEqualToNormalizingNewlines("""
                         ID  PIPELINE  TRIGGER   STATE           SCHEDULED            STARTED                    TOOK     NEW  CHANGED  DEAD  ERROR
                        101  recalls   schedule  missed (1,200)  2026-06-01 06:00:00  -                             -       -        -     -  -
                        100  recalls   schedule  missed          2026-06-01 06:00:00  -                             -       -        -     -  -
                         99  recalls   manual    failed          -                    2026-06-01 06:00:00  3 min 20 s       -        -     -  Reading d broke off after 3 of 7 records
                         98  recalls   schedule  success         2026-06-01 06:00:00  2026-06-01 06:00:00       9.8 s  12,003        0     2  -
                        """);
    }

    @Test
    void a_run_whose_owner_is_silent_says_for_how_long() {
        RunRow run = new RunRow(
                5,
                "recalls",
                "manual",
                "running",
                null,
                null,
                AT,
                AT,
                null,
                java.time.Instant.now().minusSeconds(40),
                false,
                null,
                Map.of(),
                0,
                null);

        assertThat(RunsCommand.listing(List.of(run)).text()).containsPattern("running, not seen for 4\\d s");
    }

    @Test
    void a_run_is_an_object_with_iso_instants_and_nulls_where_nothing_is_known() {
        assertThat(Json.line(RunJson.of(missed(7, 3), AT)))
                .isEqualTo(
                        "{\"id\":7,\"pipeline\":\"recalls\",\"trigger\":\"schedule\",\"state\":\"missed\",\"interval_from\":null,\"interval_to\":null,"
                                + "\"scheduled_at\":\"2026-06-01T04:00:00Z\",\"queued_at\":\"2026-06-01T04:00:00Z\",\"started_at\":null,"
                                + "\"ended_at\":\"2026-06-01T04:00:00Z\",\"seen_at\":null,\"seconds\":null,\"full\":false,\"source\":null,\"counts\":{},\"missed\":3,\"error\":null}");
    }

    @Test
    void a_run_is_described_with_its_tasks_and_the_slowest_of_its_stages() {
        List<TaskRow> tasks = List.of(
                new TaskRow(
                        "publish",
                        "success",
                        2,
                        AT,
                        AT.plusSeconds(4),
                        Map.of(),
                        Map.of(
                                "fetched",
                                12_005L,
                                "published",
                                12_005L,
                                "unread.gtin",
                                7L,
                                "millis.fetch",
                                2_400L,
                                "millis.clean",
                                600L,
                                "millis.publish",
                                900L),
                        null),
                new TaskRow("check", "removed", 0, null, null, Map.of(), Map.of(), "gone"));
        List<LoadRow> loads = List.of(new LoadRow(
                3,
                "t",
                "public.t",
                12_005,
                AT.plusMillis(9_800),
                Map.of("prepare", 3_000L, "stage", 2_000L, "merge", 500L),
                "only 3 of the 5 records of the run were on the topic"));

        assertThat(DescribeRunCommand.text(success(98), tasks, loads, AT)).isEqualToNormalizingNewlines("""
                        Run            98
                        Pipeline       recalls
                        State          success
                        Trigger        schedule
                        Interval       2026-05-31 06:00:00 to 2026-06-01 06:00:00
                        Scheduled      2026-06-01 06:00:00
                        Queued         2026-06-01 06:00:00
                        Started        2026-06-01 06:00:00
                        Ended          2026-06-01 06:00:09
                        Took           9.8 s
                        Read           http://h/d, all of it
                        Records        fetched 12,005, published 12,005, new 12,003, dead 2
                        Not withdrawn  only 3 of the 5 records of the run were on the topic
                        Noticed        values that could not be read left their column empty: gtin 7

                        TASK     STATE    ATTEMPTS  STARTED              TOOK  COUNTS                            ERROR
                        publish  success         2  2026-06-01 06:00:00   4 s  fetched 12,005, published 12,005  -
                        check    removed         0  -                       -  -                                 gone

                        STAGE            TOOK  RECORDS  RECORDS/S
                        fetch           2.4 s   12,005      5,002
                        clean          600 ms   12,005     20,008
                        publish        900 ms   12,005     13,338
                        wait in topic  300 ms   12,005     40,016
                        start load        3 s        -          -
                        load              2 s   12,005      6,002
                        merge          500 ms   12,005     24,010
                        Slowest: start load, 3 s of 9.8 s.
                        """);
    }

    @Test
    void a_pipeline_that_ignores_its_interval_says_that_catch_up_all_is_treated_as_last() {
        Pipeline pipeline = new Pipeline(
                "recalls",
                List.of(List.of("publish"), List.of("load", "count")),
                "0 0 6 * * ?",
                ZoneId.of("Europe/Paris"),
                CatchUp.ALL,
                Overlap.WAIT,
                false,
                false,
                false,
                "",
                Map.of(
                        "publish", new Retry(1, Duration.ofSeconds(5), Retry.BackOff.CONSTANT, Duration.ofMinutes(10)),
                        "load", new Retry(3, Duration.ofSeconds(5), Retry.BackOff.EXPONENTIAL, Duration.ofMinutes(10)),
                        "count", new Retry(0, Duration.ofSeconds(5), Retry.BackOff.CONSTANT, Duration.ofMinutes(10))),
                Map.of("load", Duration.ofMinutes(10)),
                new Pipeline.About(
                        "Recalls", "All of them", "azalai", "the press", List.of("a", "b"), List.of(), List.of("t")));

        assertThat(DescribePipelineCommand.facts(
                                pipeline,
                                List.of(AT, AT.plus(Duration.ofDays(1))),
                                List.of(new Cursors.Cursor(
                                        "recalls", "http://h/d", CursorKind.DAY, "2026-05-31", null)),
                                null)
                        .text())
                .isEqualToNormalizingNewlines("""
                        Name          recalls
                        Title         Recalls
                        Description   All of them
                        Owner         azalai
                        Requested by  the press
                        Tags          a, b
                        Outputs       t
                        Schedule      0 0 6 * * ? (Europe/Paris)
                        Next firings  2026-06-01 06:00:00 +02:00
                                      2026-06-02 06:00:00 +02:00
                        Catch-up      last, declared all: treated as last, since the pipeline does not use its interval (usesInterval)
                        Overlap       wait
                        Tasks         publish → load + count
                        Retries       publish: 1 after 5 s
                                      load: 3 after 5 s, doubling up to 10 min 00 s
                                      count: none
                        Time-outs     load: 10 min 00 s
                        Cursor        2026-05-31 at http://h/d
                        """);
    }

    @Test
    void dead_letters_show_their_keys_and_reasons() {
        assertThat(DeadLettersCommand.listing(List.of(new DeadLetter(
                                12,
                                "recalls",
                                null,
                                "load",
                                "public.t",
                                "t",
                                "SR/1".getBytes(StandardCharsets.UTF_8),
                                null,
                                "column n: 'x' is no integer",
                                AT,
                                3,
                                AT)))
                        .text())
                .isEqualToNormalizingNewlines("""
                        ID  PIPELINE  STAGE  KEY   AT                   SEEN  REPLAYED             REASON
                        12  recalls   load   SR/1  2026-06-01 06:00:00     3  2026-06-01 06:00:00  column n: 'x' is no integer
                        """);
    }
}
