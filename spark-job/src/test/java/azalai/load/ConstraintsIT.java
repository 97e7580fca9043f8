package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    void more_than_a_thousand_violations_fail_the_load_and_change_nothing() throws Exception {
        given("id int PRIMARY KEY CHECK (id < 0)");
        for (int i = 0; i <= Merge.MOST_OFFENDERS; i++) {
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

    private void send(String value) {
        producer.send(new ProducerRecord<>(topic, 0, utf8("k"), utf8(value)));
        producer.flush();
    }
}
