package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import azalai.Application;
import azalai.pipeline.RunRequest;
import azalai.pipeline.Trigger;
import azalai.run.RunResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One owner a run, whatever is lost: connections, applications, writes of the ledger. */
class ClaimsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int MANY = 20;

    @TempDir
    static Path folder;

    private static Azalai servers;
    private static Application application;

    @BeforeAll
    static void start() throws Exception {
        servers = new Azalai(folder.resolve("servers")).startServices();
        update("CREATE TABLE wrote (run bigint, at timestamptz DEFAULT clock_timestamp())");
        Engine engine = new Engine(servers, folder)
                .route("succeed", Engine.sql("SELECT 1"))
                // Holds a connection of the steps' pool, as a long statement does.
                .route("long", Engine.sql("SELECT pg_sleep(4)"))
                .route("writes", writes(40))
                .route("fails", Engine.sql("SELECT 1 / 0"))
                .pipeline("writer", "", Engine.task("work", "writes"))
                .pipeline("brief", "", Engine.task("work", "succeed"))
                .pipeline("two", "", Engine.task("one", "succeed") + Engine.task("other", "succeed"))
                .pipeline("fan", "", """
                        - multicast:
                            parallelProcessing: true
                            steps:
                              - to:
                                  id: left
                                  uri: direct:fails
                              - to:
                                  id: right
                                  uri: direct:succeed
                        """ + Engine.task("together", "succeed"))
                .pipeline("branches", "", """
                        - multicast:
                            parallelProcessing: true
                            steps:
                              - to:
                                  id: left
                                  uri: direct:writes
                              - to:
                                  id: right
                                  uri: direct:writes
                        """);
        for (int i = 0; i < MANY; i++) {
            engine.pipeline("many" + i, "", Engine.task("work", "long"));
        }
        application = engine.start();
    }

    @AfterAll
    static void stop() {
        application.close();
        servers.close();
    }

    @Test
    void twenty_runs_at_once_leave_connections_for_everybody_else() {
        List<CompletableFuture<RunResult>> runs = IntStream.range(0, MANY)
                .mapToObj(i -> application
                        .runs()
                        .start(RunRequest.now("many" + i, Trigger.API, false), line -> {})
                        .result())
                .toList();

        // What the API and the commands ask meanwhile.
        assertThat(application
                        .database()
                        .first(
                                "SELECT count(*) FROM azalai.run WHERE state = 'running' AND pipeline LIKE 'many%'",
                                row -> row.getLong(1)))
                .hasValue((long) MANY);
        assertThat(runs).allSatisfy(run -> assertThat(run.join().state()).isEqualTo("success"));
    }

    @Test
    void a_run_whose_connections_are_lost_stays_the_only_one_and_is_closed_once() throws Exception {
        CompletableFuture<RunResult> run = execute("writer");
        long id = await().atMost(SOON).until(() -> running("writer"), found -> found > 0);

        for (int i = 0; i < 3; i++) {
            update(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'azalai%' AND state = 'idle'");
            application.runs().closeDead();
            assertThat(execute("writer")
                            .handle((result, refused) -> refused != null)
                            .join())
                    .isTrue();
            assertThat(running("writer")).isEqualTo(id);
        }

        assertThat(run.join().state()).isEqualTo("success");
        assertThat(servers.value(
                        "SELECT string_agg(state, ',') FROM azalai.run WHERE pipeline = 'writer' AND id >= " + id))
                .isEqualTo("success");
    }

    @Test
    void a_run_that_another_application_closed_ends_itself_and_changes_nothing_more() throws Exception {
        CompletableFuture<RunResult> run = execute("writer");
        long id = await().atMost(SOON).until(() -> running("writer"), found -> found > 0);
        await().atMost(SOON).until(() -> wrote(id) > 0);

        update("UPDATE azalai.run SET state = 'failed', error = 'closed' WHERE id = " + id);

        assertThat(run.join().error()).contains("was given up");
        long written = wrote(id);
        assertThat(written).isLessThan(40);
        assertThat(servers.value("SELECT error FROM azalai.run WHERE id = " + id))
                .isEqualTo("closed");
    }

    @Test
    void a_run_whose_owner_was_not_seen_is_closed_by_anyone_with_its_tasks() throws Exception {
        update(
                "INSERT INTO azalai.run (pipeline, trigger, state, owner, seen_at, started_at) VALUES ('brief', 'manual', 'running', 'elsewhere.1', now() - interval '40 s', now())");
        String id = servers.value("SELECT max(id) FROM azalai.run WHERE pipeline = 'brief'");
        update("INSERT INTO azalai.task (run_id, name, state) VALUES (%s, 'work', 'running')".formatted(id));
        // Another one, just seen, of a pipeline that nobody has any more.
        update(
                "INSERT INTO azalai.run (pipeline, trigger, state, owner, seen_at, started_at) VALUES ('removed', 'manual', 'running', 'elsewhere.1', now(), now())");

        await().atMost(SOON)
                .until(() -> application.runs().closeDead() > 0
                        || servers.value("SELECT state FROM azalai.run WHERE id = " + id)
                                .equals("failed"));

        assertThat(servers.value(
                        "SELECT r.error || ', ' || t.state FROM azalai.run r JOIN azalai.task t ON t.run_id = r.id WHERE r.id = "
                                + id))
                .isEqualTo("the application stopped, failed");
        assertThat(servers.value("SELECT state FROM azalai.run WHERE pipeline = 'removed'"))
                .isEqualTo("running");
        assertThat(execute("brief").join().state()).isEqualTo("success");
        update("UPDATE azalai.run SET seen_at = now() - interval '40 s' WHERE pipeline = 'removed'");
        assertThat(application.runs().closeDead()).isEqualTo(1);
    }

    @Test
    void a_run_that_was_cancelled_after_its_owner_died_is_not_executed_again() throws Exception {
        update("""
                WITH dead AS (
                  INSERT INTO azalai.run (pipeline, trigger, state, owner, seen_at, started_at, scheduled_at, cancel_by)
                  VALUES ('brief', 'schedule', 'running', 'elsewhere.1', now() - interval '40 s', now(), '2001-01-01', 'azalai cancel') RETURNING id)
                INSERT INTO azalai.task (run_id, name, state) SELECT id, 'only', 'running' FROM dead""");

        await().atMost(SOON)
                .until(() -> application.runs().closeDead() >= 0
                        && servers.value(
                                        "SELECT count(*) FROM azalai.run WHERE scheduled_at = '2001-01-01' AND state = 'running'")
                                .equals("0"));

        assertThat(
                        servers.value(
                                "SELECT string_agg(r.state || ' ' || r.error || ' ' || t.state, ',') FROM azalai.run r LEFT JOIN azalai.task t ON t.run_id = r.id WHERE scheduled_at = '2001-01-01'"))
                .isEqualTo("cancelled The run was cancelled by azalai cancel. cancelled");
    }

    @Test
    void a_run_and_its_tasks_agree_though_writes_of_the_ledger_were_lost() throws Exception {
        // Whatever is said of a task while the run goes on is refused; its end is not.
        update("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  IF (SELECT state FROM azalai.run WHERE id = NEW.run_id) = 'running' AND NEW.state <> 'none' AND TG_OP = 'UPDATE'
                    AND NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid = pg_backend_pid() AND query LIKE '%ended_at = clock_timestamp(), full_run%')
                  THEN RAISE 'lost'; END IF; RETURN NEW; END $$;
                CREATE TRIGGER refuse BEFORE UPDATE ON azalai.task FOR EACH ROW EXECUTE FUNCTION refuse()""");
        try {
            RunResult result = execute("two").join();

            assertThat(result.state()).isEqualTo("success");
            assertThat(tasks(result.run())).isEqualTo("one success, other success");
        } finally {
            update("DROP TRIGGER refuse ON azalai.task");
        }
    }

    @Test
    void a_run_with_a_failed_branch_has_failed_and_goes_no_further() throws Exception {
        RunResult result = execute("fan").join();

        assertThat(result.state()).isEqualTo("failed");
        assertThat(result.error()).contains("division by zero");
        assertThat(tasks(result.run())).isEqualTo("left failed, right success, together upstream_failed");
    }

    @Test
    void a_cancelled_run_holds_its_claim_until_its_last_branch_ended() throws Exception {
        CompletableFuture<RunResult> run = execute("branches");
        long id = await().atMost(SOON).until(() -> running("branches"), found -> found > 0);
        await().atMost(SOON).until(() -> wrote(id) > 2);

        assertThat(application.runs().cancel(id, "a test")).isTrue();

        assertThat(run.join().state()).isEqualTo("cancelled");
        assertThat(tasks(id)).isEqualTo("left cancelled, right cancelled");
        assertThat(wrote(id)).isLessThan(80);
        assertThat(servers.value(
                        "SELECT count(*) FROM wrote w JOIN azalai.run r ON r.id = w.run WHERE w.run = %d AND w.at > r.ended_at"
                                .formatted(id)))
                .isEqualTo("0");
    }

    private static CompletableFuture<RunResult> execute(String pipeline) {
        return CompletableFuture.supplyAsync(
                () -> application.runs().execute(RunRequest.now(pipeline, Trigger.MANUAL, false), line -> {}));
    }

    private static long running(String pipeline) throws Exception {
        return Long.parseLong(
                servers.value("SELECT coalesce(max(id), 0) FROM azalai.run WHERE state = 'running' AND pipeline = '%s'"
                        .formatted(pipeline)));
    }

    private static long wrote(long run) throws Exception {
        return Long.parseLong(servers.value("SELECT count(*) FROM wrote WHERE run = " + run));
    }

    private static String tasks(long run) throws Exception {
        return servers.value(
                "SELECT string_agg(name || ' ' || state, ', ' ORDER BY name) FROM azalai.task WHERE run_id = " + run);
    }

    /** So many rows, a tenth of a second apart. */
    private static String writes(int rows) {
        return """
                - loop:
                    constant: %d
                    steps:
                      - delay:
                          constant: 100
                      - setBody:
                          simple: "INSERT INTO wrote (run) VALUES (${exchangeProperty.runId})"
                      - to: jdbc:dataSource
                """.formatted(rows);
    }

    private static void update(String sql) throws Exception {
        try (Connection connection = servers.database()) {
            connection.createStatement().execute(sql);
        }
    }
}
