package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Application processes that are stopped and killed, with runs under way, and servers that end below one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SurvivalIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    @TempDir
    static Path folder;

    private static Azalai one;
    private static Azalai two;

    @BeforeAll
    static void start() throws Exception {
        new Engine(null, folder)
                .route("wait", "- delay:\n    constant: 15000\n")
                .route("succeed", Engine.sql("SELECT 1"))
                .pipeline("lasting", "", Engine.task("work", "wait"))
                .pipeline("brief", "", Engine.task("work", "succeed"))
                .pipeline(
                        "daily",
                        "schedule: '0 0 0 * * ?'\nusesInterval: true\ncatchUp: all",
                        Engine.task("work", "wait"));
        Path project = Path.of("..").toAbsolutePath().normalize();
        String[] options = {
            "-Dazalai.routes=" + project.resolve("routes") + "," + folder.resolve("routes"),
            "-Drecalls.schedule=",
            "-Dmaintenance.schedule=",
            "-Dweather.schedule=",
            "-Druns.grace=3s"
        };
        one = new Azalai(folder.resolve("one"), options).startServices();
        two = new Azalai(folder.resolve("two"), options)
                .with(Map.of(
                        "KAFKA_BROKERS", one.address("KAFKA_BROKERS"),
                        "POSTGRES_URL", one.address("POSTGRES_URL"),
                        "POSTGRES_USER", one.address("POSTGRES_USER"),
                        "POSTGRES_PASSWORD", one.address("POSTGRES_PASSWORD")));
    }

    @AfterAll
    static void stop() {
        one.close();
    }

    @Test
    @Order(1)
    void a_stop_hands_back_what_runs_and_the_next_start_executes_it_while_a_watcher_leaves_at_once() throws Exception {
        Process watcher;
        try (Up up = new Up(one, "-Dhttp.port=0")) {
            watcher = one.start("run", "lasting");
            await().atMost(SOON).until(() -> state("lasting").equals("running"));
            // As Ctrl-C, which a process that was started in the background does not hear.
            watcher.destroy();
            assertThat(watcher.waitFor(25, TimeUnit.SECONDS)).isTrue();
            assertThat(watcher.exitValue()).isEqualTo(143);
            assertThat(state("lasting")).isEqualTo("running");

            assertThat(up.stop(Duration.ofSeconds(20))).isTrue();
        }
        assertThat(state("lasting")).isEqualTo("queued");
        assertThat(
                        one.value(
                                "SELECT count(*) FROM azalai.task WHERE run_id IN (SELECT id FROM azalai.run WHERE pipeline = 'lasting')"))
                .isEqualTo("0");

        try (Up up = new Up(one, "-Dhttp.port=0")) {
            await().atMost(SOON).until(() -> state("lasting").equals("success"));
        }
        assertThat(one.value("SELECT count(*) FROM azalai.run WHERE pipeline = 'lasting'"))
                .isEqualTo("1");
    }

    @Test
    @Order(2)
    void the_firings_of_a_killed_application_are_closed_and_made_up_for_by_the_other_one() throws Exception {
        Process first = Processes.quietly(one.start("up", "-Dhttp.port=0"));
        Process second = Processes.quietly(two.start("up", "-Dhttp.port=0"));
        try {
            for (String data : List.of("one", "two")) {
                await().atMost(SOON).until(() -> Files.exists(folder.resolve(data + "/control.properties")));
            }
            try (var connection = one.database()) {
                connection
                        .createStatement()
                        .execute(
                                "UPDATE azalai.schedule SET since = date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - interval '1 hour' WHERE pipeline = 'daily'");
            }
            await().atMost(SOON).until(() -> state("daily").equals("running"));
            String owner = one.value("SELECT owner FROM azalai.run WHERE pipeline = 'daily'");
            boolean firstOwns = owner.startsWith(Files.readString(folder.resolve("one/azalai.id")));
            Processes.kill((firstOwns ? first : second).toHandle());

            String shown = await().atMost(SOON)
                    .until(() -> one.run("runs", "daily").out(), out -> out.contains("not seen for"));
            assertThat(shown).containsPattern("running, not seen for \\d\\d s");
            await().atMost(Duration.ofSeconds(120)).until(() -> states("daily").equals("failed, success"));
        } finally {
            first.destroyForcibly().waitFor();
            second.destroyForcibly().waitFor();
        }
        assertThat(one.value(
                        "SELECT count(DISTINCT (interval_from, interval_to)) FROM azalai.run WHERE pipeline = 'daily'"))
                .isEqualTo("1");
    }

    @Test
    @Order(3)
    void servers_that_end_below_an_application_are_started_again() throws Exception {
        Processes processes = new Processes(folder.resolve("one"), folder.resolve("one"));
        try (Up up = new Up(one, "-Dhttp.port=0")) {
            processes.killServers();

            up.awaitLine("the embedded servers are back");
            await().atMost(SOON).until(() -> one.run("run", "brief").code() == 0);
        }
        one.startServices();
    }

    private static String state(String pipeline) throws Exception {
        return String.valueOf(
                one.value("SELECT (SELECT state FROM azalai.run WHERE pipeline = '%s' ORDER BY id DESC LIMIT 1)"
                        .formatted(pipeline)));
    }

    private static String states(String pipeline) throws Exception {
        return one.value(
                "SELECT string_agg(state, ', ' ORDER BY id) FROM azalai.run WHERE pipeline = '%s'".formatted(pipeline));
    }
}
