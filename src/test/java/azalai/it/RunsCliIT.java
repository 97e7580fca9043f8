package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Runs, dead letters and maintenance as a person sees and steers them from the command line. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunsCliIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path data;

    private static Azalai azalai;

    @BeforeAll
    static void startServers() {
        azalai = new Azalai(data, "--sample", "--sample-date", "2026-01-02", "-Drecalls.sample.count=200")
                .startServices();
    }

    @AfterAll
    static void stopServers() {
        azalai.close();
    }

    @Test
    @Order(1)
    void a_run_is_listed_and_described_with_its_tasks_and_the_slowest_of_its_stages() throws Exception {
        assertThat(azalai.run("pipelines").out())
                .matches("(?s)NAME +TITLE +SCHEDULE +NEXT FIRING +LAST RUN .*\\R"
                        + "maintenance +Maintenance +.*\\Rrecalls +Product recalls +0 0 6 \\* \\* \\? +\\S+ 06:00:00 \\+0\\d:00 +- +azalai +recalls, france\\R"
                        + "weather +Weather +0 30 6 \\* \\* \\? +\\S+ 06:30:00 \\+0\\d:00 +- +azalai +weather\\R");
        Azalai.Ended run = azalai.run("run", "recalls");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .containsPattern(
                        "· loading \\d+ records into rappel_conso\\R· loaded: read \\d+, new \\d+, changed 0\\R");
        execute("INSERT INTO azalai.task (run_id, name, state) VALUES (1, 'transform', 'success')");

        JsonNode listed =
                JSON.readTree(azalai.run("runs", "recalls", "-o", "json").out());
        Azalai.Ended described = azalai.run("describe", "run", "1");

        assertThat(listed.path("state").asText()).isEqualTo("success");
        assertThat(listed.path("counts").path("new").asLong()).isPositive();
        assertThat(described.out())
                .contains("Trigger   manual")
                .containsPattern("publish +success +1 +\\S+ \\S+ +\\S+ m?s +fetched")
                .containsPattern("transform +removed +0")
                .containsPattern(
                        "(?s)STAGE.*begin.*fetch.*clean.*publish.*wait in topic.*start load.*load.*merge.*\\RSlowest: ");
    }

    @Test
    @Order(2)
    void what_is_not_there_is_said_in_one_sentence() {
        assertThat(azalai.run("describe", "run", "99"))
                .isEqualTo(new Azalai.Ended(
                        2, "", "azalai: There is no run 99: see ./azalai runs --sample --data %s.\n".formatted(data)));
        assertThat(azalai.run("cancel", "1"))
                .isEqualTo(new Azalai.Ended(1, "", "azalai: Run 1 has ended already: success.\n"));
        Azalai.Ended unknown = azalai.run("cancel", "99");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).startsWith("azalai: There is no run 99: see ./azalai runs --sample --data ");
    }

    @Test
    @Order(3)
    void up_loads_by_size_what_a_replayed_dead_letter_puts_on_the_topic_and_a_run_in_it_can_be_cancelled()
            throws Exception {
        execute("""
                INSERT INTO azalai.dead_letter (pipeline, stage, topic, value, sha256, reason)
                VALUES ('recalls', 'publish', 'rappel_conso', '{}', '\\x01', 'The record has no reference_fiche, its key.')""");
        Azalai.Ended unchanged = azalai.run("dead-letters", "replay", "1");
        assertThat(unchanged.code()).isEqualTo(2);
        assertThat(unchanged.err()).contains("can only be replayed corrected");

        Process up = azalai.start("up", "-Drecalls.load.after-records=1", "-Dhttp.port=0");
        try {
            await().atMost(SOON).until(() -> Files.exists(azalai.folder().resolve("control.properties")));
            replayCorrected();
            await().atMost(SOON).until(() -> azalai.value(
                            "SELECT count(*) FROM azalai.run WHERE trigger = 'size' AND state = 'success'")
                    .equals("1"));
            assertThat(azalai.value("SELECT run_id FROM rappel_conso WHERE reference_fiche = 'SR/99999/26'"))
                    .isEqualTo(azalai.value("SELECT max(id) FROM azalai.run"));
            assertThat(
                            azalai.value(
                                    "SELECT string_agg(name || ' ' || state, ', ' ORDER BY name) FROM azalai.task WHERE run_id = (SELECT max(id) FROM azalai.run)"))
                    .isEqualTo("load success, publish skipped");
            cancelOneThatHangs();
            whatCannotBeHandedOverIsRefused(number("SELECT count(*) FROM azalai.run"));
        } finally {
            up.destroy();
            up.waitFor();
        }
    }

    @Test
    @Order(4)
    void maintenance_deletes_what_is_old_but_what_others_rest_on_and_drops_the_staging_of_the_dead_alone()
            throws Exception {
        execute("""
                INSERT INTO azalai.run (pipeline, trigger, state, ended_at, queued_at)
                SELECT 'gone', 'manual', state, now() - interval '500 days', now() - interval '500 days'
                FROM unnest(ARRAY['success', 'failed', 'success', 'failed']) AS state""");
        // Of the first two runs the first brought a row, and the second tells whose the topic is.
        execute("""
                INSERT INTO azalai.load (run_id, topic, target, rows_read, rows_new, rows_changed, rows_unchanged, rows_superseded,
                                         rows_dead, started_at, ended_at)
                SELECT id, 'x', 'public.x', 1, (state = 'success')::int, 0, (state = 'failed')::int, 0, 0, ended_at, ended_at
                FROM azalai.run WHERE pipeline = 'gone' ORDER BY id LIMIT 2""");
        String first = azalai.value("SELECT min(id) FROM azalai.run WHERE pipeline = 'gone'");
        execute(
                "INSERT INTO azalai.dead_letter (stage, value, sha256, reason, at) VALUES ('publish', '', '\\x02', 'old', now() - interval '500 days')");
        execute("CREATE TABLE azalai_staging.load_900 (); CREATE TABLE azalai_staging.load_901_dead ()");
        Path log = azalai.folder().resolve("log/load-0.log");
        Files.setLastModifiedTime(
                Files.createFile(log), FileTime.from(Instant.now().minus(Duration.ofDays(500))));
        long before = number("SELECT count(*) FROM azalai.run");

        Azalai.Ended run;
        try (Connection alive = azalai.database();
                Statement statement = alive.createStatement()) {
            // As the loader does: "azld" and the load's number.
            statement.execute("SELECT pg_advisory_lock(%d, 901)".formatted(0x617a6c64));
            run = azalai.run("run", "maintenance");
        }

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("older than 400d and deleted: 2 runs, 1 loads, 1 dead letters, 1 log files")
                .contains("staging tables of dead loads dropped: 1");
        assertThat(number("SELECT count(*) FROM azalai.run")).isEqualTo(before - 2 + 1);
        assertThat(azalai.value("SELECT string_agg(state, ', ' ORDER BY id) FROM azalai.run WHERE pipeline = 'gone'"))
                .isEqualTo("failed, success");
        assertThat(azalai.value("SELECT string_agg(id || ' ' || pipeline, ', ') FROM azalai.pruned_run"))
                .isEqualTo(first + " gone");
        assertThat(log).doesNotExist();
        assertThat(
                        azalai.value(
                                "SELECT string_agg(relname, ', ') FROM pg_class WHERE relnamespace = 'azalai_staging'::regnamespace"))
                .isEqualTo("load_901_dead");
    }

    @Test
    @Order(5)
    void each_interval_of_a_backfill_has_a_run_of_its_own() throws SQLException {
        Azalai.Ended ended = azalai.run("run", "recalls", "--from", "2025-12-30", "--to", "2025-12-31", "--each");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out().lines()).hasSize(2).allMatch(line -> line.startsWith("recalls: success, "));
        // By the schedule, at six in the morning in Paris.
        assertThat(azalai.value("""
                        SELECT string_agg(concat_ws(' ', trigger, state, interval_from AT TIME ZONE 'UTC', interval_to AT TIME ZONE 'UTC'), ', ' ORDER BY id)
                        FROM (SELECT * FROM azalai.run ORDER BY id DESC LIMIT 2) AS last"""))
                .isEqualTo("backfill success 2025-12-30 05:00:00 2025-12-31 05:00:00,"
                        + " backfill success 2025-12-31 05:00:00 2026-01-01 05:00:00");
    }

    private static void replayCorrected() throws Exception {
        Path corrected = Files.writeString(
                data.resolve("corrected.json"),
                "{\"reference_fiche\": \"SR/99999/26\", \"numero_version\": 1, \"gtin\": []}");

        Azalai.Ended replayed = azalai.run("dead-letters", "replay", "1", "--file", corrected.toString());

        assertThat(replayed.code()).as(replayed.err()).isZero();
        assertThat(replayed.out()).isEqualTo("dead letter 1: published to rappel_conso\n");
        JsonNode letter =
                JSON.readTree(azalai.run("dead-letters", "list", "-o", "json").out());
        assertThat(letter.path("replayed_at").asText()).startsWith("20");
    }

    private static void cancelOneThatHangs() throws Exception {
        SampleFaults faults = new SampleFaults(azalai);
        long before = faults.asked("exports");
        faults.add("hang", "exports");
        CompletableFuture<Azalai.Ended> run = CompletableFuture.supplyAsync(() -> azalai.run("run", "recalls"));
        await("the export is asked for").atMost(SOON).until(() -> faults.asked("exports") > before);
        String id = azalai.value("SELECT max(id) FROM azalai.run");

        Azalai.Ended cancelled = azalai.run("cancel", id);

        assertThat(cancelled.code()).as(cancelled.err()).isZero();
        assertThat(cancelled.out()).isEqualTo("run %s: cancelled\n".formatted(id));
        assertThat(azalai.value(
                        "SELECT string_agg(DISTINCT error, '') FROM (SELECT error FROM azalai.run WHERE id = %1$s"
                                        .formatted(id)
                                + " UNION ALL SELECT error FROM azalai.task WHERE state = 'cancelled' AND error IS NOT NULL AND run_id = %s) AS said"
                                        .formatted(id)))
                .isEqualTo("The run was cancelled by azalai cancel.");
        assertThat(azalai.value("SELECT state FROM azalai.run WHERE id = " + id))
                .isEqualTo("cancelled");
        assertThat(run.join().code()).isEqualTo(1);
        assertThat(run.join().err())
                .startsWith("· run %s of recalls, executed by azalai up\n".formatted(id))
                .endsWith("azalai: The run was cancelled by azalai cancel.\n");
        faults.clear();
    }

    private static void whatCannotBeHandedOverIsRefused(long runs) throws Exception {
        for (String other : List.of("-Drecalls.fetch=records", "-Dazalai.routes=routes,routes/recalls")) {
            Azalai.Ended refused = azalai.run("run", "recalls", other);

            assertThat(refused.code()).as(refused.err()).isEqualTo(2);
            assertThat(refused.err())
                    .endsWith(
                            "azalai: azalai up executes this run and has other settings: %s cannot be handed over; leave it out, or stop azalai up and start it anew with it.\n"
                                    .formatted(other.replaceAll("-D|=.*", "")));
        }
        Azalai.Ended otherDay = new Azalai(data, "--sample-date", "2026-01-03").run("run", "recalls");
        assertThat(otherDay.code()).as(otherDay.err()).isEqualTo(2);
        assertThat(otherDay.err()).contains("other settings: --sample-date cannot be handed over");
        Azalai.Ended stopped = azalai.run("services", "stop");
        assertThat(stopped.code()).isEqualTo(1);
        assertThat(stopped.err()).contains("Another azalai works on the data folder");
        assertThat(number("SELECT count(*) FROM azalai.run")).isEqualTo(runs);
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = azalai.database();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(String sql) throws SQLException {
        return Long.parseLong(azalai.value(sql));
    }
}
