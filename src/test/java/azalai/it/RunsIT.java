package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import azalai.Application;
import azalai.error.Failure;
import azalai.error.Refusal;
import azalai.pipeline.RunRequest;
import azalai.pipeline.Trigger;
import azalai.run.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs and tasks as the ledger shows them, on pipelines made for the purpose and the real database. */
class RunsIT {
    @TempDir
    static Path folder;

    private static Azalai servers;
    private static Application application;

    @BeforeAll
    static void start() throws Exception {
        servers = new Azalai(folder.resolve("servers")).startServices();
        try (Connection connection = servers.database()) {
            connection.createStatement().execute("CREATE SEQUENCE attempt; CREATE TABLE seen (ds text, until text)");
        }
        application = new Engine(servers, folder)
                .route("succeed", Engine.sql("SELECT 1"))
                .route("fail", Engine.sql("SELECT 1 / 0"))
                .route("wait", "- delay:\n    constant: 60000\n")
                .route("fail-once", Engine.sql("SELECT 1 / (nextval('attempt') - 1)"))
                .route("look", """
                        - setBody:
                            simple: "INSERT INTO seen VALUES ('${exchangeProperty.ds}', '${exchangeProperty.intervalTo}')"
                        - to: jdbc:dataSource
                        """)
                .pipeline("good", "", Engine.task("first", "succeed") + Engine.task("second", "succeed"))
                .pipeline(
                        "flaky",
                        "retries: 1\nretryDelay: 100ms",
                        Engine.task("first", "fail-once") + Engine.task("second", "succeed"))
                .pipeline(
                        "bad",
                        "tasks: first.retries=2,first.retryDelay=10ms",
                        Engine.task("first", "fail") + Engine.task("second", "succeed"))
                .pipeline("arrived", "", Engine.task("first", "succeed"))
                .yaml("arrivals", """
                        - route:
                            id: arrivals
                            from:
                              uri: file:%s
                              steps:
                                - to:
                                    uri: kamelet:run-pipeline-action
                                    parameters:
                                      pipeline: arrived
                        """.formatted(folder.resolve("inbox")))
                .route(
                        "long",
                        Engine.sql("SELECT pg_sleep(1.5)") + "- delay:\n    constant: 60000\n    asyncDelayed: false\n")
                .pipeline(
                        "limited",
                        "timeout: 1h\nretries: 1\nretryDelay: 10ms\ntasks: first.timeout=2s",
                        Engine.task("first", "long"))
                .pipeline("slow", "", Engine.task("first", "wait") + Engine.task("second", "succeed"))
                .pipeline("see", "usesInterval: true\ntimeZone: Europe/Paris", Engine.task("first", "look"))
                .pipeline("fan", "", """
                        - multicast:
                            parallelProcessing: true
                            steps:
                              - to:
                                  id: left
                                  uri: direct:succeed
                              - to:
                                  id: right
                                  uri: direct:succeed
                        """ + Engine.task("together", "succeed"))
                .start();
    }

    @AfterAll
    static void stop() {
        application.close();
        servers.close();
    }

    @Test
    void a_task_goes_through_its_states_in_order_with_a_time_each() throws Exception {
        long run = execute("good").run();

        for (String task : new String[] {"first", "second"}) {
            assertThat(servers.value(
                            "SELECT string_agg(key, ' ' ORDER BY value::timestamptz, key = 'running') FROM azalai.task, jsonb_each_text(times) WHERE run_id = %d AND name = '%s'"
                                    .formatted(run, task)))
                    .isEqualTo("none scheduled queued running success");
        }
        assertThat(servers.value(
                        "SELECT state FROM azalai.run WHERE queued_at <= started_at AND started_at <= ended_at AND id = "
                                + run))
                .isEqualTo("success");
    }

    @Test
    void a_task_that_fails_once_is_tried_again_and_succeeds() throws Exception {
        RunResult result = execute("flaky");

        assertThat(result.state()).isEqualTo("success");
        assertThat(tasks(result.run())).isEqualTo("first success 2, second success 1");
    }

    @Test
    void a_task_after_a_failed_one_never_begins_and_a_task_may_have_retries_of_its_own() throws Exception {
        RunResult result = execute("bad");

        assertThat(result.state()).isEqualTo("failed");
        assertThat(result.error()).contains("division by zero");
        assertThat(tasks(result.run())).isEqualTo("first failed 3, second upstream_failed 0");
    }

    @Test
    void tasks_beside_each_other_are_all_done_before_the_one_that_joins_them() throws Exception {
        RunResult result = execute("fan");

        assertThat(tasks(result.run())).isEqualTo("left success 1, right success 1, together success 1");
        assertThat(servers.value(
                        "SELECT (SELECT max(ended_at) FROM azalai.task WHERE run_id = %1$d AND name IN ('left', 'right')) <= started_at FROM azalai.task WHERE run_id = %1$d AND name = 'together'"
                                .formatted(result.run())))
                .isEqualTo("t");
    }

    @Test
    void who_is_told_to_end_before_a_run_began_begins_none() throws Exception {
        try (Application second = new Engine(servers, folder.resolve("second"))
                .route("create", Engine.sql("CREATE TABLE written (n int)"))
                .pipeline("early", "retries: 0", Engine.task("write", "create"))
                .start()) {
            second.runs().cancelAll("Ctrl-C");

            RunResult result = second.runs().execute(RunRequest.now("early", Trigger.MANUAL, false), line -> {});

            assertThat(result.state()).isEqualTo("cancelled");
            assertThat(result.error()).isEqualTo("The run was cancelled by Ctrl-C.");
        }
        assertThat(servers.value("SELECT to_regclass('written') IS NULL")).isEqualTo("t");
    }

    @Test
    void a_second_run_is_refused_while_one_is_active_and_a_cancelled_one_ends_at_once() throws Exception {
        CompletableFuture<RunResult> slow = CompletableFuture.supplyAsync(() -> execute("slow"));
        await().atMost(Duration.ofSeconds(30)).until(() -> servers.value(
                        "SELECT count(*) FROM azalai.task t JOIN azalai.run r ON r.id = t.run_id WHERE pipeline = 'slow' AND t.state = 'running'")
                .equals("1"));
        long id = Long.parseLong(
                servers.value("SELECT id FROM azalai.run WHERE pipeline = 'slow' AND state = 'running'"));

        assertThatThrownBy(() -> execute("slow"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("Run %d of slow".formatted(id));
        assertThat(application.runs().cancel(id, "a test")).isTrue();

        assertThat(slow.join().state()).isEqualTo("cancelled");
        assertThat(servers.value("SELECT state FROM azalai.run WHERE id = " + id))
                .isEqualTo("cancelled");
        assertThat(tasks(id)).isEqualTo("first cancelled 1, second cancelled 0");
        assertThat(application.runs().cancel(id, "a test")).isFalse();
    }

    @Test
    void a_task_that_takes_longer_than_it_may_is_broken_off_and_tried_again() throws Exception {
        RunResult result = execute("limited");

        assertThat(result.error()).isEqualTo("Task first did not end within 2s and was broken off.");
        assertThat(tasks(result.run())).isEqualTo("first failed 2");
    }

    @Test
    void days_are_refused_where_nothing_reads_them() {
        LocalDate day = LocalDate.parse("2026-03-28");

        assertThatThrownBy(() -> application.runs().execute(RunRequest.backfill("good", day, day), line -> {}))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("leave --from and --to out");
    }

    @Test
    void a_backfills_interval_is_its_days_in_the_pipelines_zone_and_any_step_can_read_it() throws Exception {
        RunResult result = application
                .runs()
                .execute(
                        RunRequest.backfill("see", LocalDate.parse("2026-03-28"), LocalDate.parse("2026-03-29")),
                        line -> {});

        assertThat(result.state()).isEqualTo("success");
        assertThat(servers.value("SELECT ds || ' ' || until FROM seen")).isEqualTo("2026-03-28 2026-03-29T22:00:00Z");
        assertThat(servers.value("SELECT interval_to - interval_from FROM azalai.run WHERE id = " + result.run()))
                .isEqualTo("1 day 23:00:00");
    }

    @Test
    void a_file_that_arrives_starts_a_run() throws Exception {
        Files.writeString(folder.resolve("inbox/now"), "go");

        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(servers.value(
                        "SELECT string_agg(trigger || ' ' || state, ',') FROM azalai.run WHERE pipeline = 'arrived'"))
                .isEqualTo("api success"));
    }

    @Test
    void a_pipeline_that_does_not_exist_is_refused_with_those_that_do() {
        assertThatThrownBy(() -> execute("nope"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("arrived, bad, fan, flaky, good");
    }

    @Test
    void a_misspelt_option_is_refused_with_the_one_that_was_meant(@TempDir Path other) throws Exception {
        Engine engine = new Engine(servers, other)
                .route("succeed-too", Engine.sql("SELECT 1"))
                .pipeline("typo", "retires: 1", Engine.task("first", "succeed-too"));

        assertThatThrownBy(engine::start)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("'retires'")
                .hasMessageContaining("did you mean retries?");
    }

    private static RunResult execute(String pipeline) {
        return application.runs().execute(RunRequest.now(pipeline, Trigger.MANUAL, false), line -> {});
    }

    private static String tasks(long run) throws Exception {
        return servers.value(
                "SELECT string_agg(name || ' ' || state || ' ' || attempts, ', ' ORDER BY name) FROM azalai.task WHERE run_id = "
                        + run);
    }
}
