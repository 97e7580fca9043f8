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

/** What firings become when schedules are fast, runs slow, applications two, the past failed or the schedule paused. */
class FiringsIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static Azalai servers;

    @BeforeAll
    static void start() throws Exception {
        servers = new Azalai(folder.resolve("servers")).startServices();
        new Engine(servers, folder.resolve("empty"))
                .route("nothing", "- log: nothing\n")
                .start()
                .close();
        update("CREATE TABLE public.broken (name text)");
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void intervals_of_two_applications_follow_each_other_without_gap_or_overlap_however_slow_the_runs(
            @TempDir Path one, @TempDir Path two) throws Exception {
        String parameters = "schedule: PT1S\nusesInterval: true\noverlap: ";
        Engine first = slow(new Engine(servers, one), parameters);
        Engine second = slow(new Engine(servers, two), parameters);

        try (Application a = first.start();
                Application b = second.start()) {
            a.schedule();
            b.schedule();
            for (String pipeline : new String[] {"patient", "hasty"}) {
                await().atMost(SOON).until(() -> number("count(*)", pipeline + "' AND state = 'success") >= 4);
            }
        }

        for (String pipeline : new String[] {"patient", "hasty"}) {
            assertThat(number("count(*) - count(DISTINCT interval_from)", pipeline))
                    .isZero();
            assertThat(servers.value(
                            "SELECT bool_and(interval_from = before) FROM (SELECT interval_from, lag(interval_to) OVER (ORDER BY interval_from) AS before FROM azalai.run WHERE pipeline = '%s') AS r"
                                    .formatted(pipeline)))
                    .isEqualTo("t");
            assertThat(servers.value(
                            "SELECT bool_and(extract(milliseconds FROM interval_to)::numeric %% 1000 = 0 AND extract(epoch FROM interval_to - interval_from) = coalesce(missed, 1)) FROM azalai.run WHERE pipeline = '%s'"
                                    .formatted(pipeline)))
                    .isEqualTo("t");
        }
        // What fires during a run waits in one row, or is left out in one.
        assertThat(number("count(*)", "patient' AND state = 'queued")).isLessThanOrEqualTo(1);
        assertThat(number("count(*)", "patient' AND state = 'skipped")).isZero();
        assertThat(number("count(*)", "hasty' AND state = 'skipped")).isPositive();
    }

    @Test
    void a_firing_goes_ahead_once_a_further_run_of_the_failed_one_succeeded(@TempDir Path routes) throws Exception {
        Engine engine = new Engine(servers, routes)
                .route("unless-broken", Engine.sql("SELECT 1 / (1 - count(*)) FROM public.broken WHERE name = 'chain'"))
                .pipeline(
                        "chain",
                        "schedule: '0 0 0 * * ?'\nusesInterval: true\ncatchUp: all\ndependsOnPast: true",
                        Engine.task("work", "unless-broken"));
        update("INSERT INTO public.broken VALUES ('chain')");
        since("chain", "3 days");

        try (Application application = engine.start()) {
            application.schedule();
            await().atMost(SOON).untilAsserted(() -> assertThat(states("chain")).isEqualTo("failed, skipped, skipped"));
            update("DELETE FROM public.broken WHERE name = 'chain'");

            String day = servers.value(
                    "SELECT to_char(min(interval_from) AT TIME ZONE 'UTC', 'YYYY-MM-DD') FROM azalai.run WHERE pipeline = 'chain'");
            String to = servers.value("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD')");
            azalai.ledger.Clearing clearing = new azalai.ledger.Clearing(application.database());
            assertThat(clearing.again(
                            application.pipelines().get("chain"),
                            java.time.LocalDate.parse(day),
                            java.time.LocalDate.parse(to)))
                    .hasSize(3);
            await().atMost(SOON).untilAsserted(() -> assertThat(states("chain"))
                    .isEqualTo("failed, success, skipped, success, skipped, success"));
        }
        assertThat(number("count(DISTINCT (interval_from, interval_to))", "chain"))
                .isEqualTo(3);
        assertThat(number("count(*)", "chain' AND trigger = 'backfill' AND repeats IS NOT NULL AND state = 'success"))
                .isEqualTo(3);
    }

    @Test
    void a_manual_success_mends_the_past_and_what_was_skipped_since_says_nothing(@TempDir Path routes)
            throws Exception {
        Engine engine = new Engine(servers, routes)
                .route("succeed", Engine.sql("SELECT 1"))
                .pipeline("mended", "schedule: '0/2 * * * * ?'\ndependsOnPast: true", Engine.task("work", "succeed"));
        since("mended", "3 seconds");
        update("""
                INSERT INTO azalai.run (pipeline, trigger, state, scheduled_at, started_at, ended_at)
                VALUES ('mended', 'schedule', 'failed', date_trunc('minute', now()) - interval '4 minutes', now(), now() - interval '3 minutes'),
                       ('mended', 'schedule', 'skipped', date_trunc('minute', now()) - interval '2 minutes', NULL, now()),
                       ('mended', 'manual', 'success', NULL, now() - interval '1 minute', now())""");

        try (Application application = engine.start()) {
            application.schedule();
            await().atMost(SOON)
                    .until(() -> number("count(*)", "mended' AND state = 'success' AND trigger = 'schedule") > 1);
        }
        assertThat(number("count(*)", "mended' AND state = 'skipped")).isEqualTo(1);
    }

    @Test
    void a_paused_schedule_rests_also_in_another_application_and_makes_up_after_that(
            @TempDir Path one, @TempDir Path two) throws Exception {
        Engine first = pausable(new Engine(servers, one));
        Engine second = pausable(new Engine(servers, two));

        try (Application a = first.start()) {
            a.schedule();
            await().atMost(SOON).until(() -> number("count(*)", "resting' AND state = 'success") > 0);
            assertThat(new azalai.ledger.Pauses(a.database()).pause("resting")).isTrue();
            assertThat(new azalai.ledger.Pauses(a.database()).pause("resting")).isFalse();
            await().atMost(SOON)
                    .until(() -> number("count(*)", "resting' AND state IN ('queued', 'running') AND state <> '") == 0);
            String last = servers.value("SELECT max(id) FROM azalai.run WHERE pipeline = 'resting'");
            try (Application b = second.start()) {
                b.schedule();
                await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> servers.value(
                                "SELECT max(id) FROM azalai.run WHERE pipeline = 'resting'")
                        .equals(last));
            }
            assertThat(new azalai.ledger.Pauses(a.database()).resume("resting")).isTrue();
            await().atMost(SOON)
                    .until(() -> number("count(*)", "resting' AND id > " + last + " AND state = 'success") > 0);
        }
        assertThat(number("sum(coalesce(missed, 1))", "resting"))
                .isEqualTo(
                        number("1 + extract(epoch FROM max(scheduled_at) - min(scheduled_at))::bigint / 2", "resting"));
    }

    private static Engine pausable(Engine engine) throws Exception {
        return engine.route("succeed", Engine.sql("SELECT 1"))
                .pipeline("resting", "schedule: '0/2 * * * * ?'", Engine.task("work", "succeed"));
    }

    private static Engine slow(Engine engine, String parameters) throws Exception {
        return engine.route("slow", Engine.sql("SELECT pg_sleep(2.5)"))
                .pipeline("patient", parameters + "wait", Engine.task("work", "slow"))
                .pipeline("hasty", parameters + "skip", Engine.task("work", "slow"));
    }

    private static void since(String pipeline, String ago) throws Exception {
        update(
                "INSERT INTO azalai.schedule (pipeline, since) VALUES ('%s', date_trunc('second', now()) - interval '%s')"
                        .formatted(pipeline, ago));
    }

    private static String states(String pipeline) throws Exception {
        return String.valueOf(servers.value(
                "SELECT string_agg(state, ', ' ORDER BY scheduled_at, id) FROM azalai.run WHERE pipeline = '%s'"
                        .formatted(pipeline)));
    }

    private static long number(String what, String pipeline) throws Exception {
        return Long.parseLong(
                servers.value("SELECT %s FROM azalai.run WHERE pipeline = '%s'".formatted(what, pipeline)));
    }

    private static void update(String sql) throws Exception {
        try (Connection connection = servers.database()) {
            connection.createStatement().execute(sql);
        }
    }
}
