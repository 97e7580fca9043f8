package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.Test;

/** Rows that a full run no longer sees, and their return. */
class WithdrawalIT extends LoadTest {
    private static final String COLUMNS = "id text PRIMARY KEY, n int, run_id bigint, withdrawn_at timestamptz";

    @Test
    void a_full_run_withdraws_what_it_did_not_see_and_brings_back_what_it_sees_again() throws Exception {
        given(COLUMNS);
        long first = full("a", "b", "c");
        assertThat(load(request(null, first, true, 3)).withdrawn()).isZero();
        LoadCounts second = load(request(null, full("b", "d"), true, 2));
        assertThat(second).isEqualTo(new LoadCounts(2, 1, 0, 1, 0, 0, 2, 0));
        assertThat(withdrawn()).containsExactly("a", "c");
        LoadCounts third = load(request(null, full("a", "b", "d"), true, 3));
        assertThat(third).isEqualTo(new LoadCounts(3, 0, 0, 3, 0, 0, 0, 1));
        assertThat(withdrawn()).containsExactly("c");
        // Already withdrawn: neither counted again nor dated anew.
        assertThat(load(request(null, full("a", "b", "d"), true, 3)).withdrawn())
                .isZero();
    }

    @Test
    void an_incremental_run_withdraws_nothing_but_brings_back() throws Exception {
        given(COLUMNS);
        load(request(null, full("a", "b"), true, 2));
        load(request(null, full("b"), true, 1));
        assertThat(withdrawn()).containsExactly("a");
        LoadCounts incremental = load(request(null, full("a"), false, 1));
        assertThat(incremental).isEqualTo(new LoadCounts(1, 0, 0, 1, 0, 0, 0, 1));
        assertThat(withdrawn()).isEmpty();
    }

    @Test
    void records_of_an_earlier_run_do_not_count_as_seen() throws Exception {
        given(COLUMNS);
        // Published by a run whose load failed; gone from the source since.
        full("old", "both");
        LoadCounts counts = load(request(null, full("new", "both"), true, 2));
        assertThat(counts).isEqualTo(new LoadCounts(4, 3, 0, 0, 1, 0, 1, 0));
        assertThat(withdrawn()).containsExactly("old");
    }

    @Test
    void without_all_records_of_the_run_nothing_is_withdrawn_and_the_load_says_so() throws Exception {
        given(COLUMNS);
        load(request(null, full("a", "b"), true, 2));
        long partial = full("b");
        assertThat(load(request(null, partial, true, 2)).withdrawn()).isZero();
        assertThat(notWithdrawn(partial)).containsExactly("only 1 of the 2 records of the run were on the topic");
        // The task tried again: its records were read by the load before.
        assertThat(load(request(null, partial, true, 2)).withdrawn()).isZero();
        assertThat(notWithdrawn(partial)).endsWith("an earlier load of the run read its records");
        long empty = full();
        assertThat(load(request(null, empty, true, 0)).withdrawn()).isZero();
        assertThat(notWithdrawn(empty)).singleElement().asString().contains("published nothing");
    }

    @Test
    void a_dead_letter_was_seen() throws Exception {
        given(COLUMNS);
        load(request(null, full("load", "publish", "gone", "broken"), true, 4));
        long run = run("recalls");
        publish(0, "load", "{\"id\": \"load\", \"n\": \"x\"}", "run", "" + run);
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
        assertThat(load(request(null, run, true, 2)).withdrawn()).isEqualTo(2);
        assertThat(withdrawn()).containsExactly("broken", "gone");
    }

    @Test
    void a_dead_letter_without_a_key_may_be_anybody_s_row_and_nothing_is_withdrawn() throws Exception {
        given(COLUMNS);
        load(request(null, full("a", "b"), true, 2));
        long run = full("a");
        sql("INSERT INTO azalai.dead_letter (pipeline, run_id, stage, sha256, reason) VALUES ('recalls', " + run
                + ", 'publish', sha256('" + topic + " without a key'), 'no key')");
        assertThat(load(request(null, run, true, 1)).withdrawn()).isZero();
        assertThat(notWithdrawn(run)).singleElement().asString().contains("without a key");
    }

    @Test
    void rows_of_another_pipeline_stay() throws Exception {
        given(COLUMNS);
        long other = run("weather");
        sql("INSERT INTO " + table + " VALUES ('theirs', 1, " + other + "), ('nobody''s', 1, NULL)");
        assertThat(load(request(null, full("a"), true, 1)).withdrawn()).isEqualTo(1);
        assertThat(withdrawn()).containsExactly("nobody's");
    }

    @Test
    void a_table_without_the_column_is_left_alone() throws Exception {
        given("id text PRIMARY KEY, n int");
        load(request(null, full("a"), true, 1));
        assertThat(load(request(null, full("b"), true, 1))).isEqualTo(counts(1, 0, 0, 0, 0));
    }

    /** Publishes these records as a run of the pipeline. */
    private long full(String... ids) throws Exception {
        long run = run("recalls");
        for (String id : ids) {
            publish(0, id, "{\"id\": \"" + id + "\", \"n\": 1}", "pipeline", "recalls", "run", "" + run);
        }
        return run;
    }

    private List<String> withdrawn() throws SQLException {
        return rows("SELECT id FROM " + table + " WHERE withdrawn_at IS NOT NULL ORDER BY id");
    }

    private List<String> notWithdrawn(long run) throws SQLException {
        return rows("SELECT details ->> 'not_withdrawn' FROM azalai.load WHERE run_id = ? ORDER BY id", run);
    }
}
