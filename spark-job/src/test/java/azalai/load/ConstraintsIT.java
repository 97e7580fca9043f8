package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.protocol.LoadRequest;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Records that only the table's constraints refuse. */
class ConstraintsIT extends LoadTest {
    @Test
    void the_records_that_violate_a_constraint_are_found_among_many() throws Exception {
        given("id int PRIMARY KEY, n int CHECK (n <> 13), u text UNIQUE");
        for (int i = 0; i < 500; i++) {
            send("{\"id\": " + i + ", \"n\": " + (i % 250 == 77 ? 13 : 1) + ", \"u\": \"" + (i == 400 ? 399 : i)
                    + "\"}");
        }
        assertThat(load()).isEqualTo(counts(497, 0, 0, 0, 3));
        assertThat(deadLetters())
                .satisfiesExactly(
                        letter -> assertThat(letter)
                                .startsWith("0|77|Table public." + table + " refused it")
                                .contains("check constraint \"" + table + "_n_check\""),
                        letter -> assertThat(letter).startsWith("0|327|").contains("_n_check"),
                        letter -> assertThat(letter)
                                .startsWith("0|400|")
                                .contains("unique constraint \"" + table + "_u_key\": Key (u)=(399) already exists."));
        assertThat(rows(
                        "SELECT convert_from(value, 'UTF8') FROM azalai.dead_letter WHERE topic = ? ORDER BY id",
                        topic))
                .first()
                .isEqualTo("{\"id\": 77, \"n\": 13, \"u\": \"77\"}");
        assertThat(staging()).isEmpty();
    }

    @Test
    void changed_rows_that_violate_a_constraint_keep_their_old_values() throws Exception {
        given("id int PRIMARY KEY, n int CHECK (n < 10)");
        publish("{'id': 1, 'n': 1}");
        publish("{'id': 2, 'n': 2}");
        load();
        publish("{'id': 1, 'n': 11}");
        publish("{'id': 2, 'n': 3}");
        publish("{'id': 3, 'n': 3}");
        assertThat(load()).isEqualTo(counts(1, 1, 0, 0, 1));
        assertThat(table()).containsExactly("1|1", "2|3", "3|3");
    }

    @Test
    void domains_triggers_and_deferred_constraints_refuse_records_too() throws Exception {
        sql("CREATE DOMAIN even_" + table + " AS int CHECK (VALUE % 2 = 0)");
        given("id int PRIMARY KEY, e even_" + table + ", parent int REFERENCES " + table
                + " DEFERRABLE INITIALLY DEFERRED");
        sql("CREATE FUNCTION f_" + table + "() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN IF NEW.id = 4 THEN RAISE ''no fours''; END IF; RETURN NEW; END'");
        sql("CREATE TRIGGER no_fours BEFORE INSERT ON " + table + " FOR EACH ROW EXECUTE FUNCTION f_" + table + "()");
        publish("{'id': 1, 'e': 2, 'parent': 5}");
        publish("{'id': 2, 'e': 3}");
        publish("{'id': 3, 'parent': 99}");
        publish("{'id': 4}");
        publish("{'id': 5}");
        assertThat(load()).isEqualTo(counts(2, 0, 0, 0, 3));
        assertThat(table()).containsExactly("1|2|5", "5|~|~");
        assertThat(deadLetters())
                .satisfiesExactly(
                        letter -> assertThat(letter).contains("even_" + table),
                        letter -> assertThat(letter).contains("foreign key"),
                        letter -> assertThat(letter).contains("no fours"));
    }

    @Test
    void a_chain_of_references_in_the_wrong_order_is_no_bad_record() throws Exception {
        given("id int PRIMARY KEY, parent int REFERENCES " + table + ", n int CHECK (n < 10)");
        // Each row refers to the next one, and one that refers to nothing there makes the whole fail.
        for (int i = 0; i < 300; i++) {
            send("{\"id\": " + i + ", \"parent\": " + (i == 299 ? "null" : i + 1) + "}");
        }
        send("{\"id\": 1000, \"parent\": 999}");
        send("{\"id\": 1001, \"n\": 10}");
        assertThat(load()).isEqualTo(counts(300, 0, 0, 0, 2));
        assertThat(deadLetters())
                .satisfiesExactly(
                        letter -> assertThat(letter).startsWith("0|300|").contains("Key (parent)=(999) is not present"),
                        letter -> assertThat(letter).startsWith("0|301|").contains("_n_check"));
    }

    @Test
    void rows_that_refer_to_each_other_in_a_circle_are_no_bad_records() throws Exception {
        given("id int PRIMARY KEY, partner int REFERENCES " + table + ", n int CHECK (n < 10)");
        publish("{'id': 1, 'partner': 2}");
        for (int i = 10; i < 50; i++) {
            publish("{'id': " + i + ", 'n': 10}");
        }
        publish("{'id': 2, 'partner': 1}");
        assertThat(load()).isEqualTo(counts(2, 0, 0, 0, 40));
    }

    @Test
    void unique_values_that_move_along_the_rows_are_no_violation() throws Exception {
        given("id int PRIMARY KEY, place int UNIQUE, n int CHECK (n < 10)");
        for (int i = 1; i <= 50; i++) {
            publish("{'id': " + i + ", 'place': " + i + "}");
        }
        load();
        // Each takes the place of the next, the last a free one; beside a bad record.
        for (int i = 1; i <= 50; i++) {
            publish("{'id': " + i + ", 'place': " + (i + 1) + "}");
        }
        publish("{'id': 51, 'place': 60, 'n': 10}");
        assertThat(load()).isEqualTo(counts(0, 50, 0, 0, 1));
        assertThat(rows("SELECT min(place), max(place) FROM " + table)).containsExactly("2|51");
    }

    @Test
    void many_offenders_beside_known_rows_are_found_among_new_changed_and_equal_ones() throws Exception {
        given("id int PRIMARY KEY, n int CHECK (n % 10 <> 0)");
        for (int i = 0; i < 3_000; i += 3) {
            send("{\"id\": " + i + ", \"n\": 1}");
        }
        load();
        for (int i = 0; i < 9_000; i++) {
            // Every tenth violates; of the known ones every other is as it was.
            send("{\"id\": " + i + ", \"n\": " + (i % 10 == 0 ? 0 : i % 2 + 1) + "}");
        }
        assertThat(load()).isEqualTo(counts(7_200, 500, 400, 0, 900));
        assertThat(rows("SELECT count(*), count(*) FILTER (WHERE n = 2) FROM " + table))
                .containsExactly("8200|4500");
    }

    @Test
    void columns_may_have_any_name() throws Exception {
        given("id int PRIMARY KEY, updated int, inserted int, code text, said text, detail text, place text, n int,"
                + " p text, s text, t text, o text, is_new bool, rank int, parent int REFERENCES " + table
                + ", u int UNIQUE, c int CHECK (c < 10)");
        publish("{'id': 1, 'updated': 1, 'u': 1}");
        publish("{'id': 1, 'updated': 1, 'u': 1}");
        load();
        publish("{'id': 1, 'updated': 2, 'code': '23505', 'said': 'x', 'place': 'y', 'n': 4, 'u': 1}");
        publish("{'id': 2, 'u': 1}");
        publish("{'id': 3, 'c': 10}");
        publish("{'id': 4, 'parent': 99}");
        assertThat(load()).isEqualTo(counts(0, 1, 0, 0, 3));
    }

    @Test
    void more_than_a_thousand_violations_fail_the_load_and_change_nothing() throws Exception {
        given("id int PRIMARY KEY CHECK (id < 0)");
        for (int i = 0; i <= Offenders.MOST; i++) {
            send("{\"id\": " + i + "}");
        }
        assertThatThrownBy(this::load)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("More than 1000 records violate constraints of table public." + table)
                .hasMessageContaining("_id_check");
        assertThat(deadLetters()).isEmpty();
        assertThat(rows("SELECT * FROM azalai.kafka_offset WHERE topic = ?", topic))
                .isEmpty();
        assertThat(staging()).isEmpty();
    }

    @Test
    void what_was_mended_and_published_again_does_not_fail_the_load_for_what_it_was_before() throws Exception {
        given("id int PRIMARY KEY, region text NOT NULL");
        for (int i = 0; i < 10; i++) {
            publish(0, String.valueOf(i), "{\"id\": " + i + "}");
        }
        LoadRequest limited = limited(request(), new LoadRequest.Limits(2, 0.2, 1, false));
        assertThatThrownBy(() -> load(limited)).hasMessageStartingWith("10 of 10 records do not fit");

        for (int i = 0; i < 8; i++) {
            publish(0, String.valueOf(i), "{\"id\": " + i + ", \"region\": \"x\"}");
        }

        assertThat(load(limited)).isEqualTo(counts(8, 0, 0, 0, 10));
        assertThat(table()).hasSize(8);
    }

    @Test
    void too_many_misfits_fail_the_load_with_the_commonest_reason_and_move_nothing() throws Exception {
        given("id int PRIMARY KEY, region text NOT NULL, n int CHECK (n < 10)");
        for (int i = 0; i < 10; i++) {
            publish("{'id': " + i + ", 'region': 'x', 'n': " + (i < 2 ? 10 : 1) + "}");
        }
        publish("{'id': 'x', 'region': 'x'}");
        publish("{'id': 11}");
        publish("{'id': 12}");
        // 3 before the merge and 2 by it, of 13.
        assertThatThrownBy(() -> load(limited(request(), new LoadRequest.Limits(2, 0.2, 1, false))))
                .isInstanceOf(Refusal.class)
                .hasMessageStartingWith(
                        "3 of 13 records do not fit table public." + table + ", so the load was given up and"
                                + " changed nothing; 2 of them for one reason, for example: Column region must not be null;")
                .hasMessageContaining("load.most-misfits");
        assertThatThrownBy(() -> load(limited(request(), new LoadRequest.Limits(4, 0.3, 1, false))))
                .hasMessageStartingWith("5 of 13 records do not fit");
        assertThat(table()).isEmpty();
        assertThat(deadLetters()).isEmpty();
        assertThat(rows("SELECT * FROM azalai.kafka_offset WHERE topic = ?", topic))
                .isEmpty();
        assertThat(staging()).isEmpty();
        assertThat(load(limited(request(), new LoadRequest.Limits(5, 0.3, 1, false))))
                .isEqualTo(counts(8, 0, 0, 0, 5));
        assertThat(rows(
                        "SELECT jsonb_path_query_array(details, '$.dead_reasons[*].count') FROM azalai.load WHERE topic = ?",
                        topic))
                .containsExactly("[2, 2, 1]");
    }

    @Test
    void what_no_row_of_the_load_can_mend_ends_it_as_soon_as_it_is_too_much() throws Exception {
        sql("CREATE TABLE parent_" + table + " (id int PRIMARY KEY)");
        given("id int PRIMARY KEY, parent int REFERENCES parent_" + table);
        for (int i = 0; i < 20_000; i++) {
            send("{\"id\": " + i + ", \"parent\": " + i + "}");
        }
        assertThatThrownBy(this::load)
                .isInstanceOf(LastingRefusal.class)
                .hasMessageContaining("More than 1000 records violate constraints")
                .hasMessageContaining("is not present in table \"parent_" + table);
        assertThat(staging()).isEmpty();
    }

    @Test
    void neither_the_number_nor_the_share_alone_fails_a_load() throws Exception {
        given("id int PRIMARY KEY");
        publish("{}");
        publish("{}");
        assertThat(load(limited(request(), new LoadRequest.Limits(2, 0, 1, false)))
                        .dead())
                .isEqualTo(2);
        publish("{}");
        publish("{'id': 1}");
        assertThat(load(limited(request(), new LoadRequest.Limits(0, 0.5, 1, false)))
                        .dead())
                .isEqualTo(1);
    }

    /** Without waiting: a load flushes first. */
    private void send(String value) {
        producer.send(new ProducerRecord<>(topic, 0, utf8("k"), utf8(value)));
    }
}
