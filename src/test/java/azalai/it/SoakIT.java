package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twenty pipelines that fire every five seconds on two application processes, each of which is killed now and then, as are
 * their database connections. Takes {@code -Dazalai.soak.seconds} (120) and then until all is done.
 */
@Tag("long")
class SoakIT {
    private static final int PIPELINES = 20;
    private static final Duration LASTS = Duration.ofSeconds(Long.getLong("azalai.soak.seconds", 120));

    @TempDir
    Path folder;

    private final long seed = Long.getLong("azalai.soak.seed", new Random().nextInt(1_000_000));
    private final Random random = new Random(seed);
    private final Azalai[] azalais = new Azalai[2];
    private final Process[] applications = new Process[2];
    private int killed;
    private int stopped;
    private int disconnected;

    @BeforeEach
    void start() throws Exception {
        Engine engine = new Engine(null, folder).route("do-it", """
                - setBody:
                    simple: "INSERT INTO public.done (pipeline, firing) VALUES ('${exchangeProperty.runId}', '${exchangeProperty.intervalTo}')"
                - to: jdbc:dataSource
                - setBody:
                    constant: "SELECT pg_sleep(random() / 2)"
                - to: jdbc:dataSource
                """);
        for (int i = 0; i < PIPELINES; i++) {
            String schedule = i % 2 == 0 ? "PT5S" : "'0/5 * * * * ?'";
            engine.pipeline(
                    "soak" + i,
                    "schedule: " + schedule + "\nusesInterval: true\ncatchUp: all\nretries: 5\nretryDelay: 200ms",
                    Engine.task("work", "do-it"));
        }
        Path project = Path.of("..").toAbsolutePath().normalize();
        String routes = "-Dazalai.routes=" + project.resolve("routes") + "," + folder.resolve("routes");
        String[] options = {
            routes, "-Drecalls.schedule=", "-Dmaintenance.schedule=", "-Dweather.schedule=", "-Druns.grace=2s"
        };
        azalais[0] = new Azalai(folder.resolve("one"), options).startServices();
        azalais[1] = new Azalai(folder.resolve("two"), options)
                .with(Map.of(
                        "KAFKA_BROKERS", azalais[0].address("KAFKA_BROKERS"),
                        "POSTGRES_URL", azalais[0].address("POSTGRES_URL"),
                        "POSTGRES_USER", azalais[0].address("POSTGRES_USER"),
                        "POSTGRES_PASSWORD", azalais[0].address("POSTGRES_PASSWORD")));
        execute("CREATE TABLE public.done (pipeline text, firing text)");
        up(0);
        await().atMost(Duration.ofSeconds(300)).until(() -> Files.exists(folder.resolve("one/control.properties")));
        up(1);
    }

    @AfterEach
    void stop() throws Exception {
        for (Process application : applications) {
            if (application != null) {
                application.destroyForcibly().waitFor();
            }
        }
        azalais[0].close();
    }

    @Test
    void every_firing_is_accounted_for_exactly_once() throws Exception {
        Instant end = Instant.now().plus(LASTS);
        while (Instant.now().isBefore(end)) {
            // Between two blows: as long as chance says.
            TimeUnit.MILLISECONDS.sleep(1_000 + random.nextInt(4_000));
            switch (random.nextInt(6)) {
                case 0 -> kill(random.nextInt(2));
                case 1 -> stopInOrder(random.nextInt(2));
                default -> disconnect();
            }
        }
        execute("UPDATE azalai.schedule SET paused_at = clock_timestamp()");
        // Nothing fires any more; what a paused schedule has queued would wait, and is let go.
        await("all is done")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    execute("UPDATE azalai.run SET trigger = 'backfill' WHERE state = 'queued'");
                    return value("SELECT count(*) FROM azalai.run WHERE state IN ('queued', 'running')")
                            .equals("0");
                });
        report();

        // Crons: a row for each firing. Intervals: rows that follow each other.
        assertThat(value("""
                SELECT count(*) FROM (
                  SELECT pipeline, min(scheduled_at) AS first, max(scheduled_at) AS last, count(*) AS rows FROM azalai.run
                  WHERE repeats IS NULL AND substr(pipeline, 5)::int % 2 = 1 GROUP BY pipeline) AS p
                WHERE rows <> 1 + extract(epoch FROM last - first) / 5""")).isEqualTo("0");
        assertThat(value("""
                SELECT count(*) FROM (
                  SELECT interval_from, lag(interval_to) OVER (PARTITION BY pipeline ORDER BY interval_from) AS before
                  FROM azalai.run WHERE repeats IS NULL AND pipeline LIKE 'soak%') AS r
                WHERE interval_from <> before""")).isEqualTo("0");
        assertThat(value("""
                SELECT count(*) FROM (
                  SELECT pipeline, scheduled_at FROM azalai.run GROUP BY pipeline, scheduled_at
                  HAVING count(*) FILTER (WHERE state = 'success') <> 1) AS r""")).isEqualTo("0");
        assertThat(value("""
                SELECT count(*) FROM azalai.run a JOIN azalai.run b ON a.pipeline = b.pipeline AND a.id <> b.id
                  AND b.started_at > a.started_at AND b.started_at < a.ended_at""")).isEqualTo("0");
        assertThat(value("""
                SELECT count(*) FROM azalai.run r JOIN azalai.task t ON t.run_id = r.id
                WHERE (r.state = 'success') <> (t.state = 'success')""")).isEqualTo("0");
    }

    private void report() throws Exception {
        System.out.printf(
                "soak of %d s, seed %d: %d kills, %d orderly stops, %d times connections ended; %s%n",
                LASTS.toSeconds(), seed, killed, stopped, disconnected, value("""
                        SELECT format('%s firings in %s rows, %s runs cut off and made up for, %s of several attempts',
                          sum(coalesce(missed, 1)) FILTER (WHERE repeats IS NULL), count(*) FILTER (WHERE repeats IS NULL),
                          count(*) FILTER (WHERE repeats IS NOT NULL),
                          (SELECT count(*) FROM azalai.task WHERE attempts > 1)) FROM azalai.run"""));
    }

    private void kill(int which) throws Exception {
        applications[which].destroyForcibly().waitFor();
        killed++;
        up(which);
    }

    private void stopInOrder(int which) throws Exception {
        applications[which].destroy();
        if (!applications[which].waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("an orderly stop took a minute");
        }
        stopped++;
        up(which);
    }

    private void disconnect() throws SQLException {
        execute("""
                SELECT pg_terminate_backend(pid) FROM (
                  SELECT pid FROM pg_stat_activity WHERE application_name LIKE 'azalai%' ORDER BY random() LIMIT 3) AS chosen""");
        disconnected++;
    }

    private void up(int which) {
        applications[which] = Processes.quietly(azalais[which].start("up", "-Dhttp.port=0"));
    }

    private String value(String sql) throws SQLException {
        return azalais[0].value(sql);
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = azalais[0].database()) {
            connection.createStatement().execute(sql);
        }
    }
}
