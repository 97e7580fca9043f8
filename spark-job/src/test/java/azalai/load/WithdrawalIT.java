package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.protocol.LoadRequest;
import azalai.protocol.OffsetRange;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Rows that a full run no longer sees, and their return. */
class WithdrawalIT extends LoadTest {
    private static final String COLUMNS = "id text PRIMARY KEY, n int, run_id bigint, withdrawn_at timestamptz";

    /** What a full run published: so many records, from one offset of partition 0 to another. */
    private record Published(long run, long count, long begin, long end) {}

    @Test
    void a_full_run_withdraws_what_it_did_not_see_and_brings_back_what_it_sees_again() throws Exception {
        given(COLUMNS);
        assertThat(load(full("a", "b", "c")).withdrawn()).isZero();
        assertThat(load(full("b", "d"))).isEqualTo(new LoadCounts(2, 1, 0, 1, 0, 0, 2, 0));
        assertThat(withdrawn()).containsExactly("a", "c");
        assertThat(load(full("a", "b", "d"))).isEqualTo(new LoadCounts(3, 0, 0, 3, 0, 0, 0, 1));
        assertThat(withdrawn()).containsExactly("c");
        // Already withdrawn: neither counted again nor dated anew.
        assertThat(load(full("a", "b", "d")).withdrawn()).isZero();
    }

    @Test
    void an_incremental_run_withdraws_nothing_but_brings_back() throws Exception {
        given(COLUMNS);
        load(full("a", "b"));
        load(full("b"));
        assertThat(withdrawn()).containsExactly("a");
        LoadCounts incremental = load(request(null, full("a").run(), false, 1));
        assertThat(incremental).isEqualTo(new LoadCounts(1, 0, 0, 1, 0, 0, 0, 1));
        assertThat(withdrawn()).isEmpty();
    }

    @Test
    void records_of_an_earlier_run_do_not_count_as_seen() throws Exception {
        given(COLUMNS);
        // Published by a run whose load failed; gone from the source since.
        full("old", "both");
        assertThat(load(full("new", "both"))).isEqualTo(new LoadCounts(4, 3, 0, 0, 1, 0, 1, 0));
        assertThat(withdrawn()).containsExactly("old");
    }

    @Test
    void without_all_records_of_the_run_nothing_is_withdrawn_and_the_load_says_so() throws Exception {
        given(COLUMNS);
        load(full("a", "b"));
        Published b = full("b");
        Published claimed = new Published(b.run(), 2, b.begin(), b.end());
        assertThat(load(claimed).withdrawn()).isZero();
        assertThat(notWithdrawn(b.run())).containsExactly("only 1 of the 2 records of the run were on the topic");
        // The task tried again: its records were read by the load before.
        assertThat(load(claimed).withdrawn()).isZero();
        assertThat(notWithdrawn(b.run())).endsWith("an earlier load read records of the run");
        Published empty = full();
        assertThat(load(empty).withdrawn()).isZero();
        assertThat(notWithdrawn(empty.run())).singleElement().asString().contains("published nothing");
        assertThat(withdrawn()).isEmpty();
    }

    @Test
    void records_that_an_attempt_before_published_do_not_stand_for_those_that_could_not_be_read() throws Exception {
        given(COLUMNS);
        load(full("a", "b"));
        long run = run("recalls");
        publish(run, "a");
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("transactional.id", topic);
        try (KafkaProducer<byte[], byte[]> somebody =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            somebody.initTransactions();
            somebody.beginTransaction();
            long open = somebody.send(new ProducerRecord<>(topic, 0, utf8("k"), utf8("{\"id\": \"x\"}")))
                    .get()
                    .offset();
            publish(run, "a");
            long last = publish(run, "b");
            // Two of the run's records can be read, as many as its last attempt published, but not b.
            assertThat(load(full(run, 2, new OffsetRange(0, open + 1, last + 1)))
                            .withdrawn())
                    .isZero();
            assertThat(notWithdrawn(run))
                    .singleElement()
                    .asString()
                    .contains("a transaction that somebody has not ended");
            somebody.abortTransaction();
        }
        assertThat(withdrawn()).isEmpty();
    }

    @Test
    void a_dead_letter_was_seen() throws Exception {
        given(COLUMNS);
        load(full("load", "publish", "gone", "broken"));
        long run = run("recalls");
        long begin = publish(0, "load", "{\"id\": \"load\", \"n\": \"x\"}", "pipeline", "recalls", "run", "" + run);
        sql("INSERT INTO azalai.dead_letter (pipeline, run_id, stage, key, sha256, reason) VALUES ('recalls', " + run
                + ", 'publish', 'publish', sha256('" + topic + "'), 'too large')");
        // Bytes that are no text, from somebody else, must not stop the load.
        producer.send(new ProducerRecord<>(
                        topic,
                        0,
                        null,
                        new byte[] {(byte) 0xff},
                        utf8("x"),
                        List.of(new RecordHeader("run", utf8("" + run)))))
                .get();
        assertThat(load(new Published(run, 2, begin, begin + 2)).withdrawn()).isEqualTo(2);
        assertThat(withdrawn()).containsExactly("broken", "gone");
    }

    @Test
    void a_dead_letter_without_a_key_may_be_anybody_s_row_and_nothing_is_withdrawn() throws Exception {
        given(COLUMNS);
        load(full("a", "b"));
        Published a = full("a");
        sql("INSERT INTO azalai.dead_letter (pipeline, run_id, stage, sha256, reason) VALUES ('recalls', " + a.run()
                + ", 'publish', sha256('" + topic + " without a key'), 'no key')");
        assertThat(load(a).withdrawn()).isZero();
        assertThat(notWithdrawn(a.run())).singleElement().asString().contains("without a key");
    }

    @Test
    void only_rows_that_a_run_of_the_pipeline_brought_are_withdrawn() throws Exception {
        given(COLUMNS);
        Published pruned = full("pruned");
        load(pruned);
        long other = run("weather");
        sql("INSERT INTO " + table + " VALUES ('theirs', 1, " + other + "), ('nobody''s', 1, NULL), ('unknown', 1, 0)");
        sql("UPDATE azalai.load SET run_id = NULL WHERE run_id = " + pruned.run());
        sql("DELETE FROM azalai.run WHERE id = " + pruned.run());
        sql("INSERT INTO azalai.pruned_run VALUES (" + pruned.run() + ", 'recalls')");
        assertThat(load(full("a")).withdrawn()).isEqualTo(1);
        assertThat(withdrawn()).containsExactly("pruned");
    }

    @Test
    void a_pushed_row_is_withdrawn_only_after_a_run_has_shown_it() throws Exception {
        given(COLUMNS);
        load(full("a", "shown"));
        Published all = full("a", "shown");
        publish(0, "pushed", "{\"id\": \"pushed\", \"n\": 1}", "pipeline", "recalls");
        // An update of a row that a run brought leaves it the run's.
        publish(0, "shown", "{\"id\": \"shown\", \"n\": 2}", "pipeline", "recalls");
        assertThat(load(all).withdrawn()).isZero();
        // In a load of its own, too.
        publish(0, "shown", "{\"id\": \"shown\", \"n\": 3}", "pipeline", "recalls");
        // Another pipeline's run is none of this one's.
        publish(0, "theirs", "{\"id\": \"theirs\", \"n\": 1}", "pipeline", "weather", "run", "" + run("weather"));
        load(request(null, run("recalls"), false, 0));
        assertThat(load(full("a")).withdrawn()).isEqualTo(1);
        assertThat(withdrawn()).containsExactly("shown");
        load(full("a", "pushed", "theirs"));
        assertThat(load(full("a")).withdrawn()).isEqualTo(2);
        assertThat(withdrawn()).containsExactly("pushed", "shown", "theirs");
        assertThat(rows("SELECT * FROM azalai.pushed_row WHERE target = ?", "public." + table))
                .isEmpty();
    }

    @Test
    void keys_of_several_columns_are_told_apart_when_pushed() throws Exception {
        given("a text, b int, run_id bigint, withdrawn_at timestamptz, PRIMARY KEY (b, a)");
        publish(0, "k", "{\"a\": \"x,\\\"y\", \"b\": 1}", "pipeline", "recalls");
        load(request(null, run("recalls"), false, 0));
        long run = run("recalls");
        long offset = publish(0, "k", "{\"a\": \"x\", \"b\": 2}", "pipeline", "recalls", "run", "" + run);
        load(full(run, 1, new OffsetRange(0, offset, offset + 1)));
        run = run("recalls");
        offset = publish(0, "k", "{\"a\": \"z\", \"b\": 3}", "pipeline", "recalls", "run", "" + run);
        assertThat(load(full(run, 1, new OffsetRange(0, offset, offset + 1))).withdrawn())
                .isEqualTo(1);
        assertThat(rows("SELECT b FROM " + table + " WHERE withdrawn_at IS NOT NULL"))
                .containsExactly("2");
    }

    @Test
    void a_key_s_text_does_not_depend_on_where_the_driver_runs() throws Exception {
        given("id timestamptz PRIMARY KEY, n int, run_id bigint, withdrawn_at timestamptz");
        publish(0, "k", "{\"id\": \"2024-01-01T00:00:00Z\", \"n\": 1}", "pipeline", "recalls");
        load(request(null, run("recalls"), false, 0));
        TimeZone here = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
            long run = run("recalls");
            long offset = publish(
                    0, "k", "{\"id\": \"2024-01-02T00:00:00Z\", \"n\": 1}", "pipeline", "recalls", "run", "" + run);
            assertThat(load(full(run, 1, new OffsetRange(0, offset, offset + 1)))
                            .withdrawn())
                    .isZero();
        } finally {
            TimeZone.setDefault(here);
        }
    }

    @Test
    void a_source_that_suddenly_shows_little_withdraws_nothing_until_a_person_accepts_it() throws Exception {
        given(COLUMNS);
        String[] many = new String[60];
        for (int i = 0; i < many.length; i++) {
            many[i] = "r" + i;
        }
        load(full(many));
        LoadRequest.Limits share = new LoadRequest.Limits(0, 0, 0.5, false);
        Published few = full("r0", "r1", "new");
        LoadCounts counts = load(limited(request(few), share));
        assertThat(counts).isEqualTo(new LoadCounts(3, 1, 0, 2, 0, 0, 0, 0));
        assertThat(withdrawn()).isEmpty();
        assertThat(rows(
                        "SELECT details ->> 'withdrawals_refused', details ->> 'not_withdrawn' FROM azalai.load WHERE run_id = ?",
                        few.run()))
                .containsExactly("true|the source shows 3 of the 61 rows that the pipeline brought, and 58 withdrawn"
                        + " at once are taken for a fault of the source");
        Published again = full("r0", "r1");
        assertThat(load(limited(request(again), new LoadRequest.Limits(0, 0, 0.5, true)))
                        .withdrawn())
                .isEqualTo(59);
    }

    @Test
    void messages_from_before_a_withdrawal_that_are_read_again_bring_nothing_back() throws Exception {
        given(COLUMNS);
        load(full("a", "b"));
        load(full("b"));
        sql("DELETE FROM azalai.kafka_offset WHERE topic = '" + topic + "'");
        assertThat(load(request(null, run("recalls"), false, 0)).returned()).isZero();
        assertThat(withdrawn()).containsExactly("a");
    }

    @Test
    void a_few_rows_of_a_small_table_may_always_go() throws Exception {
        given(COLUMNS);
        load(full("a", "b", "c"));
        assertThat(load(limited(request(full("a")), new LoadRequest.Limits(0, 0, 0.1, false)))
                        .withdrawn())
                .isEqualTo(2);
    }

    @Test
    void a_table_without_the_column_is_left_alone() throws Exception {
        given("id text PRIMARY KEY, n int");
        load(full("a"));
        assertThat(load(full("b"))).isEqualTo(counts(1, 0, 0, 0, 0));
    }

    @Test
    void a_table_that_does_not_say_which_run_brought_a_row_withdraws_none() throws Exception {
        given("id text PRIMARY KEY, n int, withdrawn_at timestamptz");
        load(full("a"));
        Published b = full("b");
        assertThat(load(b).withdrawn()).isZero();
        assertThat(notWithdrawn(b.run())).singleElement().asString().contains("has no column run_id");
    }

    /** Publishes these records as a full run of the pipeline. */
    private Published full(String... ids) throws Exception {
        long run = run("recalls");
        long begin = Long.MAX_VALUE;
        long end = 0;
        for (String id : ids) {
            long offset = publish(run, id);
            begin = Math.min(begin, offset);
            end = offset + 1;
        }
        return new Published(run, ids.length, begin, end);
    }

    private long publish(long run, String id) throws Exception {
        return publish(0, id, "{\"id\": \"" + id + "\", \"n\": 1}", "pipeline", "recalls", "run", "" + run);
    }

    private LoadCounts load(Published published) throws Exception {
        return load(request(published));
    }

    private LoadRequest request(Published published) {
        return published.count() == 0
                ? full(published.run(), 0)
                : full(published.run(), published.count(), new OffsetRange(0, published.begin(), published.end()));
    }

    private List<String> withdrawn() throws SQLException {
        return rows("SELECT id FROM " + table + " WHERE withdrawn_at IS NOT NULL ORDER BY id");
    }

    private List<String> notWithdrawn(long run) throws SQLException {
        return rows("SELECT details ->> 'not_withdrawn' FROM azalai.load WHERE run_id = ? ORDER BY id", run);
    }
}
