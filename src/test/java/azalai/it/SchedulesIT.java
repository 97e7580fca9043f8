package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import azalai.Application;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Firings of schedules as the ledger shows them: on time, missed, made up for, once. */
class SchedulesIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Azalai servers;

    @BeforeAll
    static void start() throws Exception {
        servers = new Azalai(folder.resolve("servers")).startServices();
        // The first start of an application makes the ledger.
        new Engine(servers, folder.resolve("empty"))
                .route("nothing", "- log: nothing\n")
                .start()
                .close();
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void firings_missed_in_an_outage_are_made_up_for_by_policy(@TempDir Path routes) throws Exception {
        Engine engine = new Engine(servers, routes).route("succeed", Engine.sql("SELECT 1"));
        for (String policy : new String[] {"all", "last", "none"}) {
            pipeline(engine, policy, "'0 0 0 * * ?'", "usesInterval: true\ncatchUp: " + policy, "succeed");
        }
        pipeline(engine, "blind", "'0 0 0 * * ?'", "catchUp: all", "succeed");
        update(
                "INSERT INTO azalai.schedule (pipeline, since) SELECT name, date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - interval '60 hours' FROM unnest(ARRAY['all', 'last', 'none', 'blind']) AS name");

        try (Application application = engine.start()) {
            application.schedule();
            await().atMost(SOON).untilAsserted(() -> assertThat(firings("all"))
                    .isEqualTo("catch-up success, catch-up success, catch-up success"));
            await().atMost(SOON).untilAsserted(() -> assertThat(firings("last"))
                    .isEqualTo("schedule missed, schedule missed, catch-up success"));
            await().atMost(SOON).untilAsserted(() -> assertThat(firings("none"))
                    .isEqualTo("schedule missed, schedule missed, schedule missed"));
            // Its request ignores the interval: three runs would ask the same.
            await().atMost(SOON).untilAsserted(() -> assertThat(firings("blind"))
                    .isEqualTo("schedule missed, schedule missed, catch-up success"));
        }
        assertThat(
                        servers.value(
                                "SELECT bool_and(interval_to = scheduled_at AND interval_to - interval_from = interval '1 day') FROM azalai.run WHERE pipeline = 'all'"))
                .isEqualTo("t");
    }

    @Test
    void a_long_outage_gets_a_thousand_rows_and_one_for_the_rest(@TempDir Path routes) throws Exception {
        Engine engine = pipeline(
                new Engine(servers, routes).route("succeed", Engine.sql("SELECT 1")),
                "often",
                "'0 * * * * ?'",
                "catchUp: none",
                "succeed");
        update(
                "INSERT INTO azalai.schedule (pipeline, since) VALUES ('often', date_trunc('minute', now()) - interval '1500 minutes')");

        try (Application application = engine.start()) {
            application.schedule();
            await().atMost(SOON)
                    .until(() -> Integer.parseInt(servers.value(
                                    "SELECT count(*) FROM azalai.run WHERE pipeline = 'often' AND state = 'missed'"))
                            >= 999);
        }
        assertThat(servers.value(
                        "SELECT count(*) FROM azalai.run WHERE pipeline = 'often' AND state = 'missed' AND missed = 1"))
                // The last one runs if the start came right behind it.
                .isIn("998", "999");
        assertThat(Integer.parseInt(
                        servers.value("SELECT sum(coalesce(missed, 1)) FROM azalai.run WHERE pipeline = 'often'")))
                .isBetween(1500, 1502);
    }

    @Test
    void two_applications_on_one_database_run_each_firing_once(@TempDir Path one, @TempDir Path two) throws Exception {
        Engine first = pipeline(
                new Engine(servers, one).route("succeed", Engine.sql("SELECT 1")),
                "twice",
                "'0/2 * * * * ?'",
                "",
                "succeed");
        Engine second = pipeline(
                new Engine(servers, two).route("succeed", Engine.sql("SELECT 1")),
                "twice",
                "'0/2 * * * * ?'",
                "",
                "succeed");

        try (Application a = first.start();
                Application b = second.start()) {
            a.schedule();
            b.schedule();
            await().atMost(SOON)
                    .until(() -> Integer.parseInt(servers.value(
                                    "SELECT count(*) FROM azalai.run WHERE pipeline = 'twice' AND state = 'success'"))
                            >= 4);
        }
        assertThat(servers.value(
                        "SELECT count(*) - count(DISTINCT scheduled_at) FROM azalai.run WHERE pipeline = 'twice'"))
                .isEqualTo("0");
    }

    @Test
    void a_firing_during_a_run_waits_or_is_skipped_as_declared(@TempDir Path routes) throws Exception {
        Engine engine = new Engine(servers, routes).route("slow", Engine.sql("SELECT pg_sleep(2.5)"));
        pipeline(engine, "patient", "'0/2 * * * * ?'", "overlap: wait", "slow");
        pipeline(engine, "hasty", "'0/2 * * * * ?'", "overlap: skip", "slow");

        try (Application application = engine.start()) {
            application.schedule();
            await().atMost(SOON)
                    .until(() -> firings("hasty").contains("schedule skipped")
                            && firings("hasty").contains("schedule success"));
            await().atMost(SOON).untilAsserted(() -> assertThat(firings("patient"))
                    .startsWith("schedule success, schedule success"));
        }
        assertThat(firings("patient")).doesNotContain("skipped");
        assertThat(
                        servers.value(
                                "SELECT count(*) FROM azalai.run a JOIN azalai.run b ON a.pipeline = b.pipeline AND a.id < b.id AND b.started_at < a.ended_at WHERE a.pipeline IN ('patient', 'hasty') AND a.started_at IS NOT NULL"))
                .isEqualTo("0");
    }

    @Test
    void a_firing_that_depends_on_a_failed_one_is_skipped(@TempDir Path routes) throws Exception {
        Engine engine = pipeline(
                new Engine(servers, routes).route("fail", Engine.sql("SELECT 1 / 0")),
                "chain",
                "'0/2 * * * * ?'",
                "dependsOnPast: true",
                "fail");

        try (Application application = engine.start()) {
            application.schedule();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(firings("chain")).startsWith("schedule failed, schedule skipped"));
        }
    }

    @Test
    void a_run_the_applications_end_cut_off_is_closed_and_made_up_for(@TempDir Path routes) throws Exception {
        Engine engine = pipeline(
                new Engine(servers, routes).route("succeed", Engine.sql("SELECT 1")),
                "cut",
                "'0 0 0 * * ?'",
                "",
                "succeed");
        update("INSERT INTO azalai.schedule (pipeline, since) VALUES ('cut', now() - interval '1 day')");
        update(
                "INSERT INTO azalai.run (pipeline, trigger, state, scheduled_at, started_at) VALUES ('cut', 'schedule', 'running', date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC', now())");

        try (Application application = engine.start()) {
            application.schedule();
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(firings("cut")).isEqualTo("schedule failed, catch-up success"));
        }
        assertThat(servers.value("SELECT error FROM azalai.run WHERE pipeline = 'cut' AND state = 'failed'"))
                .isEqualTo("the application stopped");
    }

    private static Engine pipeline(Engine engine, String name, String cron, String parameters, String route)
            throws Exception {
        return engine.pipeline(name, ("schedule: %s\n%s".formatted(cron, parameters)).strip(), """
                - to:
                    id: work
                    uri: direct:%s
                """.formatted(route));
    }

    private static String firings(String pipeline) throws Exception {
        return String.valueOf(servers.value(
                "SELECT string_agg(trigger || ' ' || state, ', ' ORDER BY scheduled_at, id) FROM azalai.run WHERE pipeline = '%s'"
                        .formatted(pipeline)));
    }

    private static void update(String sql) throws Exception {
        try (Connection connection = servers.database()) {
            connection.createStatement().execute(sql);
        }
    }
}
