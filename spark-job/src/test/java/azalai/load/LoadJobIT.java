package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.launcher.JavaModuleOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged job as the application starts it: SparkSubmit in a JVM of its own. */
class LoadJobIT extends LoadTest {
    @TempDir
    Path folder;

    private Process job;

    @AfterEach
    void end() {
        if (job != null) {
            job.destroyForcibly();
        }
    }

    @Test
    void a_load_commits_ends_with_0_and_leaves_no_file_behind() throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1}");
        start();
        assertThat(exit()).isZero();
        assertThat(table()).containsExactly("1");
        assertThat(stderr()).isEmpty();
        try (var left = Files.list(Files.createDirectories(folder.resolve("spark")))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void a_lasting_failure_ends_with_3_and_one_sentence_without_the_password() throws Exception {
        start();
        assertThat(exit()).isEqualTo(3);
        assertThat(stderr())
                .singleElement()
                .asString()
                .startsWith("azalai: Table " + table + " does not exist in the database");
        assertThat(Files.readString(folder.resolve("out"))).doesNotContain(servers.password);
    }

    @Test
    void when_the_application_is_gone_the_driver_ends_itself_and_frees_the_table() throws Exception {
        given("id int PRIMARY KEY, n int");
        publish("{'id': 1, 'n': 1}");
        load();
        publish("{'id': 1, 'n': 2}");
        try (Connection blocker = servers.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("SELECT * FROM " + table + " FOR UPDATE");
            OutputStream lifeLine = start();
            awaitBlockedMerge();
            lifeLine.close();
            assertThat(exit()).isEqualTo(1);
            // While the row is still locked: the server has noticed that the driver is gone.
            await().atMost(Duration.ofSeconds(20)).until(() -> sessions().isEmpty());
            blocker.rollback();
        }
        assertThat(table()).containsExactly("1|1");
        assertThat(load()).isEqualTo(counts(0, 1, 0, 0, 0));
        assertThat(staging()).isEmpty();
    }

    @Test
    void killed_after_staging_the_next_load_does_the_whole_work_once() throws Exception {
        given("id int PRIMARY KEY, n int");
        publish("{'id': 1, 'n': 1}");
        load();
        publish("{'id': 1, 'n': 2}");
        publish("{'id': 2, 'n': 2}");
        publish("not json");
        try (Connection blocker = servers.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("SELECT * FROM " + table + " FOR UPDATE");
            start();
            awaitBlockedMerge();
            assertThat(staging()).hasSize(2);
            job.destroyForcibly().waitFor();
            blocker.rollback();
        }
        assertThat(load()).isEqualTo(counts(1, 1, 0, 0, 1));
        assertThat(table()).containsExactly("1|2", "2|2");
        assertThat(deadLetters()).hasSize(1);
        assertThat(staging()).isEmpty();
    }

    @Test
    void hundreds_of_records_near_the_limit_fit_into_the_default_heap_however_well_they_compress() throws Exception {
        topic(3, Map.of("max.message.bytes", "8454144"));
        sql("CREATE TABLE " + table + " (id int PRIMARY KEY, t text)");
        String text = "seven megabytes that compress well; ".repeat(7 * (1 << 20) / 36);
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("compression.type", "zstd");
        settings.put("max.request.size", "8454144");
        try (KafkaProducer<byte[], byte[]> large =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 300; i++) {
                String value = i % 100 == 99 ? "\"" + text + "\"" : "{\"id\": " + i + ", \"t\": \"" + text + "\"}";
                large.send(new ProducerRecord<>(topic, i % 3, utf8("k"), utf8(value)));
                for (int j = 0; j < 10; j++) {
                    large.send(new ProducerRecord<>(
                            topic, j % 3, utf8("k"), utf8("{\"id\": " + (1_000 + 10 * i + j) + ", \"t\": \"small\"}")));
                }
            }
        }
        start("-Xmx1g");
        assertThat(job.waitFor(5, TimeUnit.MINUTES)).as("the job ends").isTrue();
        assertThat(stderr()).isEmpty();
        assertThat(job.exitValue()).isZero();
        assertThat(rows("SELECT count(*), sum(length(t)) FROM " + table))
                .containsExactly("3297|" + (297L * text.length() + 3_000 * 5));
        assertThat(rows("SELECT count(*), min(length(value)) FROM azalai.dead_letter WHERE topic = ?", topic))
                .containsExactly("3|" + (text.length() + 2));
    }

    /** Starts the job; the stream is its life line. */
    private OutputStream start() throws IOException {
        return start("-Xmx512m");
    }

    private OutputStream start(String heap) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElse("java"), "-XX:TieredStopAtLevel=1", heap));
        command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().trim().split("\\s+")));
        command.addAll(List.of(
                "-cp",
                "target/azalai-spark-job.jar",
                "org.apache.spark.deploy.SparkSubmit",
                "--master",
                "local[2]",
                "--conf",
                "spark.local.dir=" + Files.createDirectories(folder.resolve("spark")),
                "--class",
                "azalai.load.LoadJob",
                "spark-internal"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
        job = builder.start();
        OutputStream lifeLine = job.getOutputStream();
        lifeLine.write(utf8(new ObjectMapper().writeValueAsString(request()) + "\n"));
        lifeLine.flush();
        return lifeLine;
    }

    private int exit() throws InterruptedException {
        assertThat(job.waitFor(60, TimeUnit.SECONDS)).as("the job ends").isTrue();
        return job.exitValue();
    }

    private List<String> stderr() throws IOException {
        return Files.readAllLines(folder.resolve("err"));
    }

    private void awaitBlockedMerge() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !rows("""
                                SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid)
                                WHERE NOT granted AND locktype = 'transactionid' AND application_name LIKE ?""", "azalai load % of public." + table).isEmpty());
    }

    private List<String> sessions() throws Exception {
        return rows(
                "SELECT pid FROM pg_stat_activity WHERE application_name LIKE ?", "azalai load % of public." + table);
    }
}
