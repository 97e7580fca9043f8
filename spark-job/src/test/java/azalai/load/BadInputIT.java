package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.protocol.LoadRequest;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One bad record never stops the others. */
class BadInputIT extends LoadTest {
    @Test
    void invalid_json_null_keys_and_null_values_are_dead_letters() throws Exception {
        given("id text PRIMARY KEY");
        publish("{'id': 'good'}");
        publish(0, null, "{\"id\": \"no key\"}");
        publish(0, "k", null);
        publish("{'id': 'cut");
        publish("{'id': 'a'} {'id': 'b'}");
        publish("{'id': 'a', 'id': 'b'}");
        publish("['id']");
        publish("");
        publish("{'id': NaN}");
        publish("{'id': 'good too'}");
        assertThat(load()).isEqualTo(counts(2, 0, 0, 0, 8));
        assertThat(table()).containsExactly("good", "good too");
        assertThat(deadLetters())
                .satisfiesExactly(
                        letter -> assertThat(letter).isEqualTo("0|1|The message has no key"),
                        letter -> assertThat(letter).isEqualTo("0|2|The message has no value"),
                        letter -> assertThat(letter).startsWith("0|3|The value is not valid JSON: Unexpected end"),
                        letter -> assertThat(letter)
                                .isEqualTo("0|4|The value is not valid JSON: something stands after the object"),
                        letter ->
                                assertThat(letter).startsWith("0|5|The value is not valid JSON: Duplicate field 'id'"),
                        letter -> assertThat(letter).isEqualTo("0|6|The value is JSON, but not an object"),
                        letter -> assertThat(letter).isEqualTo("0|7|The value is empty"),
                        letter -> assertThat(letter)
                                .startsWith("0|8|The value is not valid JSON: Non-standard token 'NaN'"));
        assertThat(rows(
                        "SELECT key, value, sha256 = sha256(''), pipeline, stage FROM azalai.dead_letter"
                                + " WHERE topic = ? AND \"offset\" = 2",
                        topic))
                .containsExactly("\\x6b|~|t|recalls|load");
        assertThat(rows(
                        "SELECT convert_from(value, 'UTF8') FROM azalai.dead_letter WHERE topic = ? AND \"offset\" = 3",
                        topic))
                .containsExactly("{\"id\": \"cut");
    }

    @Test
    void values_that_do_not_fit_their_column_are_dead_letters() throws Exception {
        given("id text PRIMARY KEY, n smallint NOT NULL, day date, name varchar(3)");
        publish("{'id': 'a', 'n': 1, 'day': '2026-02-28', 'name': 'äöü'}");
        publish("{'id': 'b', 'n': 40000}");
        publish("{'id': 'c', 'n': 1, 'day': '2026-02-29'}");
        publish("{'id': 'd', 'n': 1, 'name': 'abcd'}");
        publish("{'id': 'e'}");
        publish("{'n': 1}");
        publish("{'id': 7, 'n': 1}");
        assertThat(load()).isEqualTo(counts(1, 0, 0, 0, 6));
        assertThat(deadLetters())
                .containsExactly(
                        "0|1|Column n (smallint) takes a whole number from -32768 to 32767, not 40000",
                        "0|2|Column day (date) takes a date as yyyy-mm-dd, not \"2026-02-29\"",
                        "0|3|Column name (character varying(3)) takes 3 characters at most, not 4",
                        "0|4|Column n must not be null",
                        "0|5|Column id must not be null",
                        "0|6|Column id (text) takes a string, not 7");
    }

    @Test
    void nul_and_lone_surrogates_are_mended_and_counted() throws Exception {
        given("id text PRIMARY KEY, t text, d jsonb, a text[]");
        publish(
                0,
                "k",
                "{\"id\": \"1\", \"t\": \"a\\u0000b\\ud800c\\ud83d\\ude00\", \"d\": {\"k\\u0000\": \"\\udc00\"},"
                        + " \"a\": [\"\\u0000\", \"q\\\"\\\\,{}\\n\"]}");
        assertThat(load()).isEqualTo(counts(1, 0, 0, 0, 0));
        assertThat(table()).containsExactly("1|ab\uFFFDc\uD83D\uDE00|{\"k\": \"\uFFFD\"}|{\"\",\"q\\\"\\\\,{}\n\"}");
        assertThat(rows("SELECT details ->> 'replaced_characters' FROM azalai.load WHERE topic = ?", topic))
                .containsExactly("5");
    }

    @Test
    void a_field_of_a_megabyte_is_loaded_unless_it_is_the_key() throws Exception {
        given("id text PRIMARY KEY, t text");
        // Random hexadecimal digits, since a long key of one letter would be compressed and fit.
        String large = new Random(1)
                .ints(1 << 20, 0, 16)
                .collect(
                        StringBuilder::new,
                        (all, digit) -> all.append(Character.forDigit(digit, 16)),
                        StringBuilder::append)
                .toString();
        publish("{'id': 'a', 't': '" + large.substring(0, 1_000_000) + "'}");
        publish("{'id': '" + large.substring(0, 1_000_000) + "'}");
        publish("{'id': 'b', 't': 'small'}");
        assertThat(load()).isEqualTo(counts(2, 0, 0, 0, 1));
        assertThat(rows("SELECT id, length(t) FROM " + table + " ORDER BY id")).containsExactly("a|1000000", "b|5");
        assertThat(deadLetters()).singleElement().asString().contains("index row");
    }

    @Test
    void a_value_that_only_postgresql_refuses_is_found_by_halving() throws Exception {
        given("id int PRIMARY KEY, n numeric");
        for (int i = 0; i < 10; i++) {
            // The encoder takes any zero; PostgreSQL minds its exponent.
            publish("{'id': " + i + ", 'n': " + (i == 6 ? "0e-999999" : "0") + "}");
        }
        assertThat(load()).isEqualTo(counts(9, 0, 0, 0, 1));
        assertThat(deadLetters()).containsExactly("0|6|PostgreSQL refused it: value overflows numeric format");
    }

    @Test
    void what_no_jsonb_takes_may_stand_in_a_bad_value_or_a_field_s_name() throws Exception {
        given("id int PRIMARY KEY");
        publish(0, "k", "{\"id\": \"a\\u0000b\"}");
        publish(0, "k", "{\"id\": \"two\\nlines\"}");
        publish(0, "k", "{\"id\": \"" + "x".repeat(59) + "\uD83D\uDE00 cut in the middle\"}");
        publish(0, "k", "{\"id\": 1, \"a\\u0000b\": 1, \"\\ud800\": 2}");
        assertThat(load()).isEqualTo(counts(1, 0, 0, 0, 3));
        assertThat(rows("SELECT details -> 'ignored_fields' FROM azalai.load WHERE topic = ?", topic))
                .containsExactly("{\"a b\": 1, \"\uFFFD\": 1}");
        publish(0, "k", "{\"id\": \"two\\nlines\"}");
        assertThatThrownBy(() -> load(limited(request(), new LoadRequest.Limits(0, 0, 1, false))))
                .hasMessageContaining("not \"two lines\";");
    }

    @Test
    void a_dead_letter_met_again_after_a_reset_is_seen_twice() throws Exception {
        given("id text PRIMARY KEY");
        publish("{}");
        load();
        sql("DELETE FROM azalai.kafka_offset WHERE target = 'public." + table + "'");
        assertThat(load()).isEqualTo(counts(0, 0, 0, 0, 1));
        assertThat(rows("SELECT seen FROM azalai.dead_letter WHERE topic = ?", topic))
                .containsExactly("2");
    }

    @Test
    void a_table_that_cannot_be_loaded_is_refused_by_name() throws Exception {
        topic(1, Map.of());
        assertThatThrownBy(this::load)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Table " + table + " does not exist");
        sql("CREATE TABLE " + table + " (id int)");
        assertThatThrownBy(this::load)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("public." + table + " has no primary key");
        sql("ALTER TABLE " + table + " ADD PRIMARY KEY (id), ADD COLUMN place point");
        assertThatThrownBy(this::load)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Column place of public." + table + " is point");
        sql("ALTER TABLE " + table + " DROP COLUMN place, ADD COLUMN run_id text");
        assertThatThrownBy(this::load)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("Column run_id of public." + table + " is text");
        sql("ALTER TABLE " + table + " DROP COLUMN run_id");
        assertThatThrownBy(() -> load(request("v", null, false, 0)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("no column v");
        sql("CREATE VIEW v" + table + " AS SELECT * FROM " + table);
        assertThatThrownBy(() -> load(request("v" + table, null, null, false, 0, 1_000)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not a table");
        assertThat(rows("SELECT * FROM azalai.load WHERE topic = ?", topic)).isEmpty();
    }
}
