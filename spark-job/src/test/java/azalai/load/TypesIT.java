package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the encoders write is what PostgreSQL reads. */
class TypesIT extends LoadTest {
    @Test
    void every_type_arrives_as_it_was_sent_and_is_equal_the_second_time() throws Exception {
        sql("CREATE TYPE colour_" + table + " AS ENUM ('red', 'dark \"blue\", \\ green')");
        sql("CREATE DOMAIN code_" + table + " AS varchar(4) NOT NULL");
        given("id bigint PRIMARY KEY, t text, v varchar(5), i2 int2, i4 int4, i8 int8, n numeric, n52 numeric(5,2),"
                + " f4 float4, f8 float8, b bool, d date, ts timestamp, tz timestamptz(3), u uuid, j jsonb, by bytea,"
                + " e colour_" + table + ", dom code_" + table + ", ta text[], ia int[], na numeric(3,1)[], ja jsonb[],"
                + " ea colour_" + table + "[], da date[], bya bytea[]");
        String value = """
                {"id": -9223372036854775808, "t": "tab\\t new\\nline \\\\ \\\\N é 😀", "v": "äöüß\\t", "i2": -32768,
                 "i4": 2147483647, "i8": 9223372036854775807, "n": 1.50e3, "n52": -999.990, "f4": 1.5e-3, "f8": 1e300,
                 "b": true, "d": "0001-01-01", "ts": "9999-12-31 23:59:59.999999", "tz": "2026-07-01T12:00+05:30",
                 "u": "A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11", "j": {"a": [1, -2.50, "x\\"\\\\\\n\\u0001", null, {}], "b": []},
                 "by": "AP/+", "e": "dark \\"blue\\", \\\\ green", "dom": "code",
                 "ta": ["", "NULL", null, "a,b", "{\\"q\\"}", "back\\\\slash\\nline"], "ia": [1, null, -3], "na": [],
                 "ja": [{"k": "v\\"\\\\"}, [1, "2"], null], "ea": ["red", "dark \\"blue\\", \\\\ green"],
                 "da": ["2024-02-29"], "bya": ["AA==", ""]}""";
        publish(0, "k", value);
        assertThat(load()).isEqualTo(counts(1, 0, 0, 0, 0));
        sql("SET timezone = 'UTC'");
        assertThat(rows("SELECT t, v, n, n52, f4, f8, b, d, ts, tz, u, j, by, e, dom FROM " + table))
                .containsExactly("tab\t new\nline \\ \\N é 😀|äöüß\t|1500|-999.99|0.0015|1e+300|t|0001-01-01|"
                        + "9999-12-31 23:59:59.999999|2026-07-01 06:30:00+00|a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11|"
                        + "{\"a\": [1, -2.50, \"x\\\"\\\\\\n\\u0001\", null, {}], \"b\": []}|\\x00fffe|"
                        + "dark \"blue\", \\ green|code");
        assertThat(rows("SELECT to_json(ta), to_json(ia), na, to_jsonb(ja), to_json(ea), da, bya FROM " + table))
                .containsExactly("[\"\",\"NULL\",null,\"a,b\",\"{\\\"q\\\"}\",\"back\\\\slash\\nline\"]|[1,null,-3]|{}|"
                        + "[{\"k\": \"v\\\"\\\\\"}, [1, \"2\"], null]|[\"red\",\"dark \\\"blue\\\", \\\\ green\"]|"
                        + "{2024-02-29}|{\"\\\\x00\",\"\\\\x\"}");
        publish(0, "k", value);
        assertThat(load()).isEqualTo(counts(0, 0, 1, 0, 0));
    }

    @Test
    void what_the_encoders_take_at_the_edge_postgresql_takes_too() throws Exception {
        given("id int PRIMARY KEY, n numeric, f4 float4, f8 float8, d date, ts timestamp, tz timestamptz, j jsonb");
        String[] edges = {
            "'n': 1e131071",
            "'n': 1e-16383",
            "'f4': 3.4028235e38",
            "'f4': 1.4e-45",
            "'f8': 4.9e-324",
            "'f8': 1.7976931348623157e308",
            "'f8': 0e999",
            "'d': '9999-12-31'",
            "'ts': '0001-01-01T00:00'",
            "'ts': '2026-01-01T23:59:59.999999'",
            "'tz': '0001-01-01T00:00:00+15:59'",
            "'tz': '9999-12-31T23:59:59.999999-15:59:59'",
            "'j': 1e131071",
            "'j': 'text'",
            "'j': [[[]]]",
            "'j': 0.10"
        };
        for (int i = 0; i < edges.length; i++) {
            publish("{'id': " + i + ", " + edges[i] + "}");
        }
        LoadCounts counts = load();
        assertThat(deadLetters()).isEmpty();
        assertThat(counts).isEqualTo(counts(edges.length, 0, 0, 0, 0));
    }
}
