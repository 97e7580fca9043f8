package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others can do to the topic: write to it what is no record, empty it, make it anew. */
class LostMessagesIT {
    private static final String TOPIC = "rappel_conso";
    private static final String SPOILT_SINCE = "2025-12-30";

    /** What befalls the topic between two runs. */
    private interface Loss {
        void happen(Admin admin) throws Exception;
    }

    @TempDir
    static Path folder;

    private static Azalai azalai;
    private static Recalls recalls;
    private static Map<String, String> whole;

    @BeforeAll
    static void loadTheWorld() throws Exception {
        azalai = new Azalai(
                        folder.resolve("data"),
                        "--sample",
                        "-Drecalls.sample.count=300",
                        "--sample-date",
                        "2026-01-05",
                        // Nothing but the cursor decides what is read.
                        "-Drecalls.cursor.lag=0",
                        SparingRoutes.in(folder))
                .startServices();
        recalls = new Recalls(azalai);
        succeeds();
        whole = recalls.rows();
    }

    @AfterAll
    static void stopServers() {
        azalai.close();
    }

    private static Azalai.Ended succeeds() {
        Azalai.Ended run = azalai.run("run", "recalls");
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, String key, String value) throws Exception {
        producer.send(new ProducerRecord<>(TOPIC, 0, bytes(key), bytes(value))).get();
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void what_somebody_else_wrote_on_the_topic_becomes_dead_letters_and_the_load_goes_on() throws Exception {
        recalls.spoilSince(SPOILT_SINCE);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", azalai.address("KAFKA_BROKERS")),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            send(producer, "a", "{\"reference_fiche\": \"a\", ");
            send(producer, null, "{\"libelle\":\"nobody's\"}");
            send(producer, "b", null);
            send(producer, "c", "[1, 2]");
            send(producer, "d", "{\"reference_fiche\":\"d\",\"numero_version\":\"three\"}");
        }

        Azalai.Ended run = succeeds();

        assertThat(run.lastLine()).contains(", dead 5, ");
        assertThat(recalls.rows()).isEqualTo(whole);
        assertThat(recalls.stored()).isEqualTo(recalls.ends());
        assertThat(azalai.value("""
                        SELECT string_agg(coalesce(convert_from(key, 'UTF8'), '-'), ' ' ORDER BY "offset") FROM azalai.dead_letter
                        WHERE stage = 'load' AND reason <> '' AND run_id = %d""".formatted(recalls.lastRun()))).isEqualTo("a - b c d");
    }

    @Test
    void a_topic_made_anew_is_not_loaded_until_somebody_says_so() throws Exception {
        untilReset(
                admin -> {
                    admin.deleteTopics(Set.of(TOPIC)).all().get();
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> !admin.listTopics().names().get().contains(TOPIC));
                },
                "Topic rappel_conso was deleted and made again");
    }

    @Test
    void messages_that_expired_before_they_were_loaded_are_missed() throws Exception {
        untilReset(
                admin -> admin.deleteRecords(recalls.ends().entrySet().stream()
                                .collect(Collectors.toMap(
                                        end -> new TopicPartition(TOPIC, end.getKey()),
                                        end -> RecordsToDelete.beforeOffset(end.getValue()))))
                        .all()
                        .get(),
                "Topic rappel_conso no longer holds what follows the last load");
    }

    /** Loses what was published and not loaded; the load refuses, and {@code offsets reset} and a run mend the table. */
    private static void untilReset(Loss loss, String sentence) throws Exception {
        recalls.spoilSince(SPOILT_SINCE);
        azalai.value("UPDATE azalai.cursor SET loaded_value = value RETURNING value");
        publishOnly();
        assertThat(recalls.waiting()).isPositive();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", azalai.address("KAFKA_BROKERS")))) {
            loss.happen(admin);
        }

        Azalai.Ended refused = azalai.run("run", "recalls");

        assertThat(refused.code()).isEqualTo(1);
        List<String> sentences =
                refused.err().lines().filter(line -> !line.startsWith("·")).toList();
        assertThat(sentences).as(refused.err()).hasSize(1);
        assertThat(sentences.get(0))
                .startsWith("azalai: " + sentence)
                .contains("for table public.rappel_conso")
                .contains("lost: partition 0 ")
                .containsPattern("\\./azalai offsets reset \\S.* recalls, then \\./azalai run \\S.* recalls");
        assertThat(recalls.rows()).isNotEqualTo(whole);

        Azalai.Ended reset = azalai.run("offsets", "reset", "recalls");
        assertThat(reset.code()).as(reset.err()).isZero();
        assertThat(reset.err())
                .isEqualTo(
                        "· forgot the offsets of 3 partitions and set the cursor back to what was loaded; run recalls to make its table complete, with --full if rows of it are gone\n");
        succeeds();
        assertThat(recalls.rows()).isEqualTo(whole);
        assertThat(recalls.stored()).isEqualTo(recalls.ends());
    }

    /** A run that ends between its tasks: published, the cursor moved, nothing loaded. */
    private static void publishOnly() throws Exception {
        Azalai.Ended run = azalai.run("run", "recalls", "-Drecalls.table=rappel_conso_categorie");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("Table public.rappel_conso_categorie has no column numero_version");
    }
}
