package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.protocol.LoadRequest;
import azalai.protocol.OffsetRange;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What comes out of a load for what stands on the topic. */
class LoadIT extends LoadTest {
    @Test
    void new_changed_and_unchanged_rows_are_told_apart() throws Exception {
        given("id text PRIMARY KEY, n int, tags text[], doc jsonb");
        publish("{'id': 'a', 'n': 1, 'tags': ['x'], 'doc': {'k': [1, 2]}}");
        publish("{'id': 'b', 'n': 1}");
        publish("{'id': 'c', 'n': 1}");
        assertThat(load()).isEqualTo(counts(3, 0, 0, 0, 0));
        publish("{'doc': {'k': [1,2]}, 'tags': ['x'], 'n': 1, 'id': 'a'}");
        publish("{'id': 'b', 'n': 2}");
        publish("{'id': 'd', 'n': 1}");
        assertThat(load()).isEqualTo(counts(1, 1, 1, 0, 0));
        assertThat(table()).containsExactly("a|1|{x}|{\"k\": [1, 2]}", "b|2|~|~", "c|1|~|~", "d|1|~|~");
        assertThat(load()).isEqualTo(counts(0, 0, 0, 0, 0));
    }

    @Test
    void a_field_that_is_absent_becomes_null() throws Exception {
        given("id text PRIMARY KEY, n int");
        publish("{'id': 'a', 'n': 1}");
        load();
        publish("{'id': 'a'}");
        assertThat(load()).isEqualTo(counts(0, 1, 0, 0, 0));
        assertThat(table()).containsExactly("a|~");
    }

    @Test
    void a_corrected_recall_replaces_the_older_one() throws Exception {
        given("id text PRIMARY KEY, v int, n int");
        publish("{'id': 'a', 'v': 2, 'n': 2}");
        publish("{'id': 'a', 'v': 3, 'n': 3}");
        publish("{'id': 'a', 'v': 1, 'n': 1}");
        publish("{'id': 'b', 'v': 5, 'n': 5}");
        assertThat(load(request("v", null, false, 0))).isEqualTo(counts(2, 0, 0, 2, 0));
        publish("{'id': 'a', 'v': 2, 'n': 9}");
        publish("{'id': 'b', 'v': 6, 'n': 6}");
        assertThat(load(request("v", null, false, 0))).isEqualTo(counts(0, 1, 0, 1, 0));
        assertThat(table()).containsExactly("a|3|3", "b|6|6");
    }

    @Test
    void on_equal_versions_the_later_offset_wins() throws Exception {
        given("id text PRIMARY KEY, v int, n int");
        publish("{'id': 'a', 'v': 1, 'n': 1}");
        publish("{'id': 'a', 'v': 1, 'n': 2}");
        assertThat(load(request("v", null, false, 0))).isEqualTo(counts(1, 0, 0, 1, 0));
        assertThat(table()).containsExactly("a|1|2");
        publish("{'id': 'a', 'v': 1, 'n': 3}");
        assertThat(load(request("v", null, false, 0))).isEqualTo(counts(0, 1, 0, 0, 0));
        publish("{'id': 'a', 'v': 1, 'n': 3}");
        assertThat(load(request("v", null, false, 0))).isEqualTo(counts(0, 0, 1, 0, 0));
        assertThat(table()).containsExactly("a|1|3");
    }

    @Test
    void a_null_version_counts_lowest() throws Exception {
        given("id text PRIMARY KEY, v int, n int");
        publish("{'id': 'a', 'v': 0, 'n': 0}");
        publish("{'id': 'a', 'v': null, 'n': 1}");
        publish("{'id': 'b', 'n': 1}");
        publish("{'id': 'b', 'n': 2}");
        assertThat(load(request("v", null, false, 0))).isEqualTo(counts(2, 0, 0, 2, 0));
        publish("{'id': 'a', 'n': 2}");
        publish("{'id': 'b', 'n': 3}");
        assertThat(load(request("v", null, false, 0))).isEqualTo(counts(0, 1, 0, 1, 0));
        publish("{'id': 'b', 'v': 0, 'n': 4}");
        assertThat(load(request("v", null, false, 0))).isEqualTo(counts(0, 1, 0, 0, 0));
        assertThat(table()).containsExactly("a|0|0", "b|0|4");
    }

    @Test
    void without_a_version_column_the_later_offset_wins() throws Exception {
        given("id text PRIMARY KEY, v int");
        publish("{'id': 'a', 'v': 2}");
        publish("{'id': 'a', 'v': 1}");
        assertThat(load()).isEqualTo(counts(1, 0, 0, 1, 0));
        publish("{'id': 'a', 'v': 0}");
        assertThat(load()).isEqualTo(counts(0, 1, 0, 0, 0));
        assertThat(table()).containsExactly("a|0");
    }

    @Test
    void a_key_of_several_columns_names_one_row() throws Exception {
        given("a int, b date, n int, PRIMARY KEY (b, a)");
        publish("{'a': 1, 'b': '2026-01-01', 'n': 1}");
        publish("{'a': 1, 'b': '2026-01-02', 'n': 1}");
        publish("{'a': 1, 'b': '2026-01-02', 'n': 2}");
        assertThat(load()).isEqualTo(counts(2, 0, 0, 1, 0));
        assertThat(table()).containsExactlyInAnyOrder("1|2026-01-01|1", "1|2026-01-02|2");
    }

    @Test
    void a_table_of_nothing_but_its_key_is_loaded() throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1}");
        load();
        publish("{'id': 1}");
        publish("{'id': 2}");
        assertThat(load()).isEqualTo(counts(1, 0, 1, 0, 0));
    }

    @Test
    void names_that_need_quotes_are_quoted() throws Exception {
        topic(1, Map.of());
        sql("CREATE SCHEMA IF NOT EXISTS \"Odd schema\"");
        sql("CREATE TABLE \"Odd schema\".\"select " + table + "\" (\"the \"\"Key\" int PRIMARY KEY, \"Größe\" int)");
        publish("{'the \\'Key': 1, 'Größe': 2}");
        load(request("Odd schema.select " + table, "Größe", null, false, 0, 20_000));
        assertThat(rows("SELECT * FROM \"Odd schema\".\"select " + table + "\""))
                .containsExactly("1|2");
    }

    @Test
    void the_loaders_own_columns_are_filled_and_no_message_touches_them() throws Exception {
        given("id int PRIMARY KEY, n int, run_id bigint, first_seen_at timestamptz, changed_at timestamptz,"
                + " withdrawn_at timestamptz");
        long first = run("recalls");
        publish("{'id': 1, 'n': 1, 'run_id': 99, 'first_seen_at': '2000-01-01', 'withdrawn_at': 'x', 'unknown': 1}");
        publish("{'id': 2, 'n': 1, 'unknown': {'deep': [1]}}");
        load(request(null, first, false, 0));
        String times = "SELECT id, run_id, first_seen_at = changed_at, first_seen_at > now() - interval '1 hour',"
                + " withdrawn_at FROM " + table + " ORDER BY id";
        assertThat(rows(times)).containsExactly("1|" + first + "|t|t|~", "2|" + first + "|t|t|~");
        assertThat(rows("SELECT details -> 'ignored_fields' FROM azalai.load WHERE run_id = ?", first))
                .containsExactly("{\"run_id\": 1, \"unknown\": 2, \"withdrawn_at\": 1, \"first_seen_at\": 1}");

        long second = run("recalls");
        publish("{'id': 1, 'n': 2}");
        publish("{'id': 2, 'n': 1}");
        assertThat(load(request(null, second, false, 0))).isEqualTo(counts(0, 1, 1, 0, 0));
        assertThat(rows(times)).containsExactly("1|" + second + "|f|t|~", "2|" + first + "|t|t|~");
    }

    @Test
    void generated_and_identity_columns_are_left_to_the_database() throws Exception {
        given("id int PRIMARY KEY, n int, twice int GENERATED ALWAYS AS (2 * n) STORED,"
                + " serial int GENERATED ALWAYS AS IDENTITY");
        publish("{'id': 1, 'n': 4, 'twice': 5, 'serial': 6}");
        assertThat(load()).isEqualTo(counts(1, 0, 0, 0, 0));
        assertThat(table()).containsExactly("1|4|8|1");
    }

    @Test
    void many_records_on_many_partitions_arrive_once_each() throws Exception {
        topic(3, Map.of("compression.type", "zstd"));
        sql("CREATE TABLE " + table + " (id int PRIMARY KEY, n text)");
        for (int i = 0; i < 12_000; i++) {
            producer.send(new ProducerRecord<>(
                    topic, i % 3, utf8("" + i), utf8("{\"id\": " + i + ", \"n\": \"" + "x".repeat(50) + "\"}")));
        }
        producer.flush();
        assertThat(load()).isEqualTo(counts(12_000, 0, 0, 0, 0));
        assertThat(rows("SELECT count(*), min(id), max(id) FROM " + table)).containsExactly("12000|0|11999");
        assertThat(rows("SELECT sum(next_offset) FROM azalai.kafka_offset WHERE topic = ?", topic))
                .containsExactly("12000");
        assertThat(staging()).isEmpty();
    }

    @Test
    void what_a_task_staged_twice_is_merged_once() throws Exception {
        given("id int PRIMARY KEY, n int");
        publish("{'id': 1, 'n': 1}");
        publish("{'id': 1, 'n': 2}");
        publish("not json");
        LoadRequest request = request();
        try (Connection session = Database.open(request, "test")) {
            Target target = TargetReader.read(session, table, null);
            Staging staging = Staging.next(session);
            staging.create(session, target);
            Topic read = Topic.read(request);
            StoredOffsets stored = StoredOffsets.read(session, target, topic);
            List<OffsetRange> ranges = stored.upTo(read, target, request);
            SliceStager task =
                    new SliceStager(servers.spark.broadcast(new SliceStager.Context(request, target, staging)));
            // As after the loss of an executor that had committed and could not say so.
            task.call(new Slice(ranges));
            StagedCounts counted = task.call(new Slice(ranges));
            FinalTransaction last = new FinalTransaction(session, request, target, staging);
            assertThat(last.run(stored, read, ranges, counted, new StageTimes(Instant.now()), () -> {}))
                    .isEqualTo(counts(1, 0, 0, 1, 1));
        }
        assertThat(table()).containsExactly("1|2");
    }
}
