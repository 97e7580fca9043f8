package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The product killed, {@code kill -9}, at the places where it hurts most and at random instants. One further run makes
 * everything whole each time: the table equals one that was loaded undisturbed, and nothing is left behind. The places
 * are found by locks in PostgreSQL; the product knows nothing of it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledIT {
    private static final String[] OPTIONS = {"--sample", "--sample-date", "2026-02-01", "-Drecalls.sample.count=400"};
    private static final String EARLIER = "2026-01-12";
    private static final String STOPPED = "failed: the application stopped";
    /** A loader that lost its broker gives up after a minute, twice. */
    private static final Duration PATIENCE = Duration.ofSeconds(240);

    /** Repeats one random instant: {@code -Dazalai.killed.seed=…}, as printed. */
    private static final Long SEED = Long.getLong("azalai.killed.seed");

    @TempDir
    static Path undisturbed;

    @TempDir
    static Path data;

    private static Map<String, String> expected;
    private static long millis;
    private static Azalai azalai;
    private static Recalls recalls;
    private static Processes processes;

    private long lastRun;
    private Process application;

    @BeforeAll
    static void loadUndisturbed() throws Exception {
        try (Azalai reference = new Azalai(undisturbed, OPTIONS).startServices()) {
            Instant began = Instant.now();
            Azalai.Ended run = reference.run("run", "recalls");
            millis = Duration.between(began, Instant.now()).toMillis();
            assertThat(run.code()).as(run.err()).isZero();
            expected = new Recalls(reference).rows();
            assertThat(expected).hasSizeGreaterThan(400);
        }
        azalai = new Azalai(data, OPTIONS);
        recalls = new Recalls(azalai);
        processes = new Processes(data, azalai.folder());
    }

    @AfterAll
    static void stopServers() {
        azalai.close();
        await("no process is left").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(processes.all())
                .isEmpty());
    }

    /** The first test brings its own servers; all others share some, and find damage that the run will mend. */
    @BeforeEach
    void spoil() throws Exception {
        if (azalai.address("POSTGRES_URL") != null) {
            recalls.spoilSince(EARLIER);
            lastRun = recalls.lastRun();
        }
    }

    @AfterEach
    void leaveNothingToTheNextTest() {
        if (application != null) {
            Processes.kill(application.toHandle());
        }
    }

    @Test
    @Order(1)
    void the_very_first_run_killed_with_its_own_servers() throws Exception {
        application = azalai.start("run", "recalls");
        awaitLoader();
        Processes.kill(application.toHandle());

        runAgain();
        azalai.startServices();
        assertThat(recalls.endsSince(0)).containsExactly(STOPPED, "success");
        recalls.assertWhole(expected, data);
    }

    @Test
    @Order(2)
    void between_the_last_acknowledgement_and_the_cursor() throws Exception {
        try (Obstacle cursor = new Obstacle(azalai, "azalai.cursor")) {
            application = azalai.start("run", "recalls");
            cursor.awaitBlocked("azalai", "INSERT INTO azalai.cursor");
            Processes.kill(application.toHandle());
            cursor.dropBlocked();
        }
        assertThat(azalai.value("SELECT value FROM azalai.cursor")).isEqualTo(EARLIER);
        long waiting = recalls.waiting();
        assertThat(waiting).isPositive();

        runAgain();
        assertThat(lastLoadRead()).as("published again").isEqualTo(2 * waiting);
        assertWholeAfterOneKilled();
    }

    @Test
    @Order(3)
    void after_staging_the_loader() throws Exception {
        try (Obstacle offsets = new Obstacle(azalai, "azalai.kafka_offset")) {
            application = azalai.start("run", "recalls");
            offsets.awaitBlocked("azalai load", "FOR UPDATE");
            assertThat(recalls.number(
                            "SELECT count(*) FROM pg_class WHERE relnamespace = 'azalai_staging'::regnamespace"))
                    .isPositive();
            Processes.kill(awaitLoader());
        }

        // The task's own retry is the further run.
        awaitEnd();
        assertThat(application.exitValue()).as(error()).isZero();
        assertThat(recalls.endsSince(lastRun)).containsExactly("success");
        assertThat(recalls.number("SELECT attempts FROM azalai.task WHERE name = 'load' ORDER BY run_id DESC LIMIT 1"))
                .isEqualTo(2);
        recalls.assertWhole(expected, data);
    }

    @Test
    @Order(4)
    void after_staging_the_application_so_that_the_loader_is_alone() throws Exception {
        long waiting;
        try (Obstacle offsets = new Obstacle(azalai, "azalai.kafka_offset")) {
            application = azalai.start("run", "recalls");
            offsets.awaitBlocked("azalai load", "FOR UPDATE");
            ProcessHandle loader = awaitLoader();
            Processes.kill(application.toHandle());
            await("the loader ends itself").atMost(PATIENCE).until(() -> !loader.isAlive());
            waiting = recalls.waiting();
            assertThat(waiting).isPositive();
        }

        Azalai.Ended run = runAgain();
        assertThat(lastLoadRead()).as("what the killed run had published, too").isEqualTo(waiting + published(run));
        assertWholeAfterOneKilled();
    }

    @Test
    @Order(5)
    void between_the_commit_and_the_end_of_the_loader() throws Exception {
        long load = recalls.number("SELECT max(id) FROM azalai.load");
        application = azalai.start("run", "recalls");
        ProcessHandle loader = awaitLoader();
        try (Connection connection = azalai.database();
                PreparedStatement committed =
                        connection.prepareStatement("SELECT count(*) FROM azalai.load WHERE id > " + load)) {
            await("a load is committed")
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> {
                        ResultSet row = committed.executeQuery();
                        return row.next() && row.getLong(1) > 0;
                    });
        }
        Processes.kill(loader);
        Processes.kill(application.toHandle());
        assertThat(recalls.waiting()).isZero();

        Azalai.Ended run = runAgain();
        assertThat(lastLoadRead()).as("nothing is loaded twice").isEqualTo(published(run));
        assertWholeAfterOneKilled();
    }

    @Test
    @Order(6)
    void the_application_while_the_loader_runs_on() throws Exception {
        ProcessHandle loader;
        try (Obstacle offsets = new Obstacle(azalai, "azalai.kafka_offset")) {
            application = azalai.start("run", "recalls");
            offsets.awaitBlocked("azalai load", "FOR UPDATE");
            loader = awaitLoader();
            Processes.signal("STOP", loader);
            Processes.kill(application.toHandle());
        }
        // It holds the lock of the table now, in a transaction that has begun, and notices nothing.
        application = azalai.start("run", "recalls");
        await("the further run waits for the orphan")
                .atMost(PATIENCE)
                .until(() -> recalls.number("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory'") > 0);
        Processes.signal("CONT", loader);

        awaitEnd();
        assertThat(application.exitValue()).as(error()).isZero();
        assertWholeAfterOneKilled();
    }

    @Test
    @Order(7)
    void the_servers_during_the_merge() throws Exception {
        killServersDuringMerge();
        azalai.startServices();
        awaitEnd();

        // The task's own retry may have found the new servers.
        assertThat(recalls.endsSince(lastRun)).hasSize(1);
        runAgain();
        recalls.assertWhole(expected, data);
    }

    @Test
    @Tag("long")
    @Order(8)
    void the_servers_during_the_merge_and_nobody_starts_them() throws Exception {
        killServersDuringMerge();
        awaitEnd();
        assertThat(application.exitValue()).isEqualTo(1);
        assertThat(error()).contains("azalai: ").doesNotContain("\tat ");
        assertThat(new String(application.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith("recalls: failed, fetched ");

        azalai.startServices();
        runAgain();
        assertWholeAfterOneKilled();
    }

    private void killServersDuringMerge() throws Exception {
        try (Obstacle table = new Obstacle(azalai, "rappel_conso")) {
            application = azalai.start("run", "recalls");
            table.awaitBlocked("azalai load", "LOCK TABLE");
            processes.killServers();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Order(9)
    void at_a_random_instant(long seed) throws Exception {
        killedAtRandom(seed);
    }

    @Tag("long")
    @ParameterizedTest(name = "seed {0}", allowZeroInvocations = true)
    @MethodSource("moreSeeds")
    @Order(10)
    void at_many_random_instants(long seed) throws Exception {
        killedAtRandom(seed);
    }

    @Tag("long")
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @Order(11)
    void with_its_own_servers_at_a_random_instant(long seed) throws Exception {
        azalai.close();
        long instant = (long) (2 * millis * new Random(seed).nextDouble());
        System.out.printf(
                "KilledIT kills the application with its own servers after %d of %d ms; to repeat it: -Dazalai.killed.seed=%d%n",
                instant, 2 * millis, seed);
        application = azalai.start("run", "recalls");
        application.waitFor(instant, TimeUnit.MILLISECONDS);
        Processes.kill(application.toHandle());

        runAgain();
        azalai.startServices();
        recalls.assertWhole(expected, data);
    }

    static LongStream seeds() {
        return SEED != null ? LongStream.of(SEED) : new Random().longs(3, 0, 1_000_000);
    }

    static LongStream moreSeeds() {
        return SEED != null ? LongStream.empty() : new Random().longs(17, 0, 1_000_000);
    }

    private void killedAtRandom(long seed) throws Exception {
        Random random = new Random(seed);
        long instant = (long) (millis * random.nextDouble());
        int victim = random.nextInt(4);
        System.out.printf(
                "KilledIT kills %s after %d of %d ms; to repeat it: -Dazalai.killed.seed=%d%n",
                new String[] {"the application", "the loader", "both", "the servers' JVM"}[victim],
                instant,
                millis,
                seed);
        application = azalai.start("run", "recalls");
        application.waitFor(instant, TimeUnit.MILLISECONDS);
        ProcessHandle loader = Processes.loader(application.toHandle()).orElse(application.toHandle());
        switch (victim) {
            case 0 -> Processes.kill(application.toHandle());
            case 1 -> Processes.kill(loader);
            case 2 -> {
                Processes.kill(loader);
                Processes.kill(application.toHandle());
            }
            default -> Processes.kill(processes.servers());
        }
        boolean restarted = victim == 3 && azalai.run("services", "start").code() == 0;
        awaitEnd();
        if (restarted) {
            azalai.readAddresses();
        } else if (victim == 3) {
            // Killed before the application asked for them: it had started its own, and they ended with it.
            azalai.startServices();
        }

        runAgain();
        List<String> ends = recalls.endsSince(lastRun);
        assertThat(ends).last().isEqualTo("success");
        if (victim == 0 || victim == 2) {
            // It may have been killed before its run began, or after it ended.
            assertThat(ends.subList(0, ends.size() - 1)).isSubsetOf(STOPPED, "success");
        }
        recalls.assertWhole(expected, data);
    }

    private Azalai.Ended runAgain() {
        Azalai.Ended run = azalai.run("run", "recalls");
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private void assertWholeAfterOneKilled() throws Exception {
        assertThat(recalls.endsSince(lastRun)).containsExactly(STOPPED, "success");
        recalls.assertWhole(expected, data);
    }

    private ProcessHandle awaitLoader() {
        return await("the loader")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Processes.loader(application.toHandle()), Optional::isPresent)
                .orElseThrow();
    }

    private void awaitEnd() {
        await("the end of the application").atMost(PATIENCE).until(() -> !application.isAlive());
    }

    private String error() throws Exception {
        return new String(application.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static long published(Azalai.Ended run) {
        return Long.parseLong(run.lastLine().replaceAll(".* published (\\d+),.*", "$1"));
    }

    private static long lastLoadRead() throws Exception {
        return recalls.number("SELECT rows_read FROM azalai.load ORDER BY id DESC LIMIT 1");
    }
}
