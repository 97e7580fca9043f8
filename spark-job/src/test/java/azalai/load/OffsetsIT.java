package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** From where to where a load reads, and when it must not. */
class OffsetsIT extends LoadTest {
    @Test
    void a_topic_that_does_not_exist_is_named() throws Exception {
        sql("CREATE TABLE " + table + " (id int PRIMARY KEY)");
        assertThatThrownBy(this::load)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Topic " + topic + " does not exist")
                .hasMessageContaining("./azalai run recalls");
    }

    @Test
    void a_topic_made_again_is_refused_until_its_offsets_are_reset() throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1}");
        publish("{'id': 2}");
        load();
        deleteTopic();
        await().ignoreExceptions().untilAsserted(() -> topic(1, Map.of()));
        for (int i = 1; i <= 3; i++) {
            publish("{'id': " + i + "}");
        }
        assertThatThrownBy(this::load)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("was deleted and made again")
                .hasMessageContaining("partition 0 from offset 2 on")
                .hasMessageContaining("./azalai offsets reset recalls, then ./azalai run recalls");
        sql("DELETE FROM azalai.kafka_offset WHERE target = 'public." + table + "'");
        assertThat(load()).isEqualTo(counts(1, 0, 2, 0, 0));
    }

    @Test
    void a_table_made_again_is_refused_until_its_offsets_are_reset() throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1}");
        load();
        sql("DROP TABLE " + table);
        sql("CREATE TABLE " + table + " (id int PRIMARY KEY)");
        assertThatThrownBy(this::load)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Table public." + table + " is not the one that was loaded from topic " + topic)
                .hasMessageContaining("./azalai offsets reset recalls, then ./azalai run recalls --full");
        assertThat(table()).isEmpty();
        sql("DELETE FROM azalai.kafka_offset WHERE target = 'public." + table + "'");
        assertThat(load()).isEqualTo(counts(1, 0, 0, 0, 0));
    }

    @Test
    void a_table_restored_together_with_its_offsets_goes_on() throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1}");
        load();
        // A restore gives every table another id, that of the offsets too.
        sql("UPDATE azalai.kafka_offset SET target_oid = 1, ledger_oid = 2 WHERE topic = '" + topic + "'");
        publish("{'id': 2}");
        assertThat(load()).isEqualTo(counts(1, 0, 0, 0, 0));
        assertThat(rows(
                        "SELECT target_oid = '" + table
                                + "'::regclass, ledger_oid = 'azalai.kafka_offset'::regclass FROM azalai.kafka_offset WHERE topic = ?",
                        topic))
                .containsExactly("t|t");
    }

    @Test
    void expired_offsets_are_refused_and_counted() throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1}");
        load();
        for (int i = 2; i <= 6; i++) {
            publish("{'id': " + i + "}");
        }
        deleteBefore(4);
        assertThatThrownBy(this::load)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("3 offsets are lost: partition 0 offsets 1 to 3")
                .hasMessageContaining("./azalai offsets reset recalls");
        assertThat(table()).containsExactly("1");
    }

    @Test
    void a_topic_that_ends_before_the_stored_offset_is_refused() throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1}");
        load();
        sql("UPDATE azalai.kafka_offset SET next_offset = 9 WHERE topic = '" + topic + "'");
        assertThatThrownBy(this::load)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("partition 0 offsets 1 to 8 (loaded, but the topic ends before)");
    }

    @Test
    void a_target_never_loaded_starts_at_the_earliest_offset() throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1}");
        publish("{'id': 2}");
        deleteBefore(1);
        assertThat(load()).isEqualTo(counts(1, 0, 0, 0, 0));
        assertThat(table()).containsExactly("2");
    }

    @Test
    void new_partitions_of_a_known_topic_are_read_from_their_start() throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1}");
        load();
        try (Admin admin = Admin.create(kafka)) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3)))
                    .all()
                    .get();
        }
        await().ignoreExceptions().untilAsserted(() -> publish(2, "k", "{\"id\": 2}"));
        assertThat(load().created()).isEqualTo(1);
        assertThat(rows("SELECT partition, next_offset > 0 FROM azalai.kafka_offset WHERE topic = ? ORDER BY 1", topic))
                .containsExactly("0|t", "1|f", "2|t");
    }

    @Test
    void of_equal_versions_on_two_partitions_the_later_message_wins_whatever_its_offset() throws Exception {
        topic(2, Map.of());
        sql("CREATE TABLE " + table + " (id int PRIMARY KEY, v int, n text)");
        send(0, 1_000, "{\"id\": 9, \"v\": 1, \"n\": \"other\"}");
        send(0, 2_000, "{\"id\": 1, \"v\": 1, \"n\": \"older, higher offset\"}");
        send(1, 3_000, "{\"id\": 1, \"v\": 1, \"n\": \"newer, lower offset\"}");
        send(1, 4_000, "{\"id\": 2, \"v\": 1, \"n\": \"first\"}");
        send(1, 4_000, "{\"id\": 2, \"v\": 1, \"n\": \"same instant, later offset\"}");
        send(1, 6_000, "{\"id\": 4, \"v\": 1, \"n\": \"before the clock was set back\"}");
        send(1, 5_000, "{\"id\": 4, \"v\": 1, \"n\": \"after it was set back\"}");
        send(0, 5_500, "{\"id\": 4, \"v\": 1, \"n\": \"meanwhile\"}");
        send(1, 9_000, "{\"id\": 3, \"v\": 1, \"n\": \"lower version\"}");
        send(0, 5_000, "{\"id\": 3, \"v\": 2, \"n\": \"higher version\"}");
        assertThat(load(request("v", null, false, 0))).isEqualTo(counts(5, 0, 0, 5, 0));
        assertThat(table())
                .containsExactly(
                        "1|1|newer, lower offset",
                        "2|1|same instant, later offset",
                        "3|2|higher version",
                        "4|1|after it was set back",
                        "9|1|other");
    }

    @Test
    void aborted_and_unfinished_transactions_are_not_read_and_the_load_ends() throws Exception {
        given("id int PRIMARY KEY");
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("transactional.id", topic);
        try (KafkaProducer<byte[], byte[]> transactions =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            transactions.initTransactions();
            transactions.beginTransaction();
            transactions.send(new ProducerRecord<>(topic, 0, utf8("k"), utf8("{\"id\": 1}")));
            transactions.commitTransaction();
            transactions.beginTransaction();
            transactions.send(new ProducerRecord<>(topic, 0, utf8("k"), utf8("{\"id\": 2}")));
            transactions.flush();
            transactions.abortTransaction();
            // The range ends in an aborted record and two markers: nothing to read, but offsets to pass.
            assertThat(load()).isEqualTo(counts(1, 0, 0, 0, 0));
            assertThat(load()).isEqualTo(counts(0, 0, 0, 0, 0));
            transactions.beginTransaction();
            transactions.send(new ProducerRecord<>(topic, 0, utf8("k"), utf8("{\"id\": 3}")));
            transactions.flush();
            publish("{'id': 4}");
            assertThat(load()).isEqualTo(counts(0, 0, 0, 0, 0));
            transactions.commitTransaction();
        }
        assertThat(load()).isEqualTo(counts(2, 0, 0, 0, 0));
        assertThat(table()).containsExactly("1", "3", "4");
    }

    @Test
    void the_gaps_of_a_compacted_topic_are_passed() throws Exception {
        topic(
                1,
                Map.of(
                        "cleanup.policy", "compact",
                        "segment.ms", "50",
                        "min.cleanable.dirty.ratio", "0.01",
                        "min.compaction.lag.ms", "0",
                        "delete.retention.ms", "0"));
        sql("CREATE TABLE " + table + " (id int PRIMARY KEY, n int)");
        for (int i = 0; i < 20; i++) {
            publish(0, "same", "{\"id\": 1, \"n\": " + i + "}");
        }
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    // Only a write rolls the segment, and only a rolled one is compacted.
                    publish(0, "other", "{\"id\": 2, \"n\": 0}");
                    sql("DELETE FROM azalai.kafka_offset WHERE topic = '" + topic + "'");
                    long end = Topic.read(request()).held().get(0).end();
                    assertThat(load().read()).isLessThan(end - 10);
                });
        assertThat(table()).containsExactly("1|19", "2|0");
        assertThat(load()).isEqualTo(counts(0, 0, 0, 0, 0));
    }

    private void send(int partition, long timestamp, String value) throws Exception {
        producer.send(new ProducerRecord<>(topic, partition, timestamp, utf8("k"), utf8(value)))
                .get();
    }

    private void deleteBefore(long offset) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }
}
