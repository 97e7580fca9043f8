package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {
    private final RecordEncoder encoder = new RecordEncoder(new Target(
            "public",
            "t",
            1,
            List.of(
                    new Column("id", "text", new TextType(Integer.MAX_VALUE), true),
                    new Column("n", "integer", new IntegerType(Integer.MIN_VALUE, Integer.MAX_VALUE), false),
                    new Column("doc", "jsonb", new JsonbType(), false)),
            List.of("id"),
            null,
            Set.of("run_id")));
    private final CopyText row = new CopyText();

    @Test
    void fields_in_any_order_come_out_in_the_order_of_the_columns() throws RejectedRecord {
        encode("{\"doc\": {\"a\": 1}, \"n\": 2, \"id\": \"x\"}");
        assertThat(written()).isEqualTo("\tx\t2\t{\"a\":1}");
    }

    @Test
    void absent_fields_and_json_null_are_null() throws RejectedRecord {
        encode("{\"id\": \"x\", \"doc\": null}");
        assertThat(written()).isEqualTo("\tx\t\\N\t\\N");
    }

    @Test
    void fields_no_column_takes_are_counted_by_name_and_random_names_together() throws RejectedRecord {
        encode("{\"id\": \"x\", \"foo\": {\"id\": \"y\"}, \"run_id\": 3}");
        encode("{\"foo\": [{}], \"id\": \"x\"}");
        assertThat(encoder.ignored()).containsOnly(Map.entry("foo", 2L), Map.entry("run_id", 1L));
        for (int i = 0; i < 1_000; i++) {
            encode("{\"id\": \"x\", \"f" + i + "\": 1}");
        }
        assertThat(encoder.ignored()).hasSize(101).containsEntry("…", 902L);
    }

    @Test
    void a_misfit_leaves_the_rows_before_it_as_they_were() throws RejectedRecord {
        encode("{\"id\": \"x\"}");
        String before = written();
        assertThatThrownBy(() -> encode("{\"id\": \"y\", \"doc\": {\"a\": [1, \"q\"]}, \"n\": \"z\"}"))
                .isInstanceOf(RejectedRecord.class);
        assertThat(written()).isEqualTo(before);
        encode("{\"id\": \"z\"}");
        assertThat(written()).isEqualTo(before + "\tz\t\\N\t\\N");
    }

    @Test
    void a_field_twice_is_no_valid_json_at_any_depth() {
        assertThatThrownBy(() -> encode("{\"id\": \"x\", \"doc\": {\"a\": 1, \"a\": 2}}"))
                .hasMessageContaining("Duplicate field 'a'");
        assertThatThrownBy(() -> encode("{\"id\": \"x\", \"other\": 1, \"other\": 2}"))
                .hasMessageContaining("Duplicate field 'other'");
    }

    @Test
    void bytes_that_are_no_utf_8_are_no_valid_json() {
        assertThatThrownBy(() ->
                        encoder.encode(new byte[] {'{', '"', 'i', 'd', '"', ':', '"', (byte) 0xff, '"', '}'}, row))
                .isInstanceOf(RejectedRecord.class)
                .hasMessageContaining("not valid JSON");
    }

    @Test
    void json_nested_too_deep_is_refused_and_not_a_crash() {
        assertThatThrownBy(() -> encode("{\"id\": \"x\", \"doc\": " + "[".repeat(100_000)))
                .isInstanceOf(RejectedRecord.class)
                .hasMessageContaining("depth");
    }

    @Test
    void a_number_of_a_megabyte_is_refused_at_once() {
        for (String column : List.of("doc", "n", "unknown")) {
            assertThatThrownBy(() -> encode("{\"id\": \"x\", \"" + column + "\": " + "9".repeat(1 << 20) + "}"))
                    .isInstanceOf(RejectedRecord.class)
                    .hasMessageContaining("Number length (1048576) exceeds the maximum length (1000)");
        }
    }

    private void encode(String json) throws RejectedRecord {
        encoder.encode(json.getBytes(StandardCharsets.UTF_8), row);
    }

    private String written() {
        return new String(row.bytes(), 0, row.size(), StandardCharsets.UTF_8);
    }
}
