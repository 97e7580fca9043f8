package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each type takes, and in which words it refuses the rest. A single quote stands for JSON's double one. */
class ColumnTypeTest {
    private static final Map<String, ColumnType> TYPES = Map.ofEntries(
            Map.entry("text", new TextType(Integer.MAX_VALUE)),
            Map.entry("varchar(3)", new TextType(3)),
            Map.entry("int2", new IntegerType(Short.MIN_VALUE, Short.MAX_VALUE)),
            Map.entry("int8", new IntegerType(Long.MIN_VALUE, Long.MAX_VALUE)),
            Map.entry("numeric", NumericType.UNLIMITED),
            Map.entry("numeric(5,2)", new NumericType(5, 2)),
            Map.entry("numeric(2,-3)", new NumericType(2, -3)),
            Map.entry("float4", new FloatType(false)),
            Map.entry("float8", new FloatType(true)),
            Map.entry("bool", new BooleanType()),
            Map.entry("date", StringType.DATE),
            Map.entry("timestamp", new TimestampType(false, TimestampType.MICROS)),
            Map.entry("timestamptz", new TimestampType(true, TimestampType.MICROS)),
            Map.entry("timestamptz(0)", new TimestampType(true, 0)),
            Map.entry("uuid", StringType.UUID),
            Map.entry("bytea", StringType.BYTEA),
            Map.entry("jsonb", new JsonbType()),
            Map.entry("enum", new EnumType(List.of("red", "green"))),
            Map.entry("int2[]", new ArrayType(new IntegerType(Short.MIN_VALUE, Short.MAX_VALUE))),
            Map.entry("text[]", new ArrayType(new TextType(Integer.MAX_VALUE))));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text         | 'a b'                          | a b
            text         | ''                             | ``
            varchar(3)   | '😀é€'                          | 😀é€
            int2         | -32768                         | -32768
            int8         | 9223372036854775807            | 9223372036854775807
            numeric      | 123456789012345678901234567890 | 123456789012345678901234567890
            numeric      | -0.5e-3                        | -0.5e-3
            numeric(5,2) | 999.99                         | 999.99
            numeric(5,2) | 1.5000                         | 1.5000
            numeric(5,2) | 0                              | 0
            numeric(2,-3)| 99000                          | 99000
            float4       | 1e-45                          | 1e-45
            float8       | 0.0e-400                       | 0.0e-400
            bool         | true                           | t
            bool         | false                          | f
            date         | '2024-02-29'                   | 2024-02-29
            timestamp    | '2024-02-29T12:30'             | 2024-02-29T12:30
            timestamp    | '2024-02-29 12:30:00.123456' | 2024-02-29T12:30:00.123456
            timestamptz  | '2024-02-29T12:30:00Z'         | 2024-02-29T12:30Z
            timestamptz  | '2024-02-29 12:30+02'          | 2024-02-29T12:30+02:00
            timestamptz  | '2024-02-29T12:30:00-0330'     | 2024-02-29T12:30-03:30
            timestamptz  | '2024-12-31T23:59:59.123456000Z' | 2024-12-31T23:59:59.123456Z
            timestamptz(0) | '2024-12-31T23:59:59.000Z'   | 2024-12-31T23:59:59Z
            uuid         | 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11' | a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
            bytea        | 'AP8='                         | \\\\x00ff
            jsonb        | {'a' : [ 1, true, null, 'é' ], 'b' : { } } | {"a":[1,true,null,"é"],"b":{}}
            jsonb        | 'text'                         | "text"
            jsonb        | 1.50                           | 1.50
            enum         | 'red'                          | red
            int2[]       | [1, null, -2]                  | {"1",NULL,"-2"}
            int2[]       | []                             | {}
            text[]       | ['a', 'NULL', '']              | {"a","NULL",""}
            """)
    void takes(String type, String json, String written) throws IOException, RejectedRecord {
        assertThat(write(type, json)).isEqualTo(written);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            text         | 1                       | takes a string, not 1
            text         | {}                      | takes a string, not an object
            text         | true                    | takes a string, not true
            varchar(3)   | 'abcd'                  | takes 3 characters at most, not 4
            int2         | 32768                   | takes a whole number from -32768 to 32767, not 32768
            int2         | 1.0                     | takes a whole number, not 1.0
            int2         | '1'                     | takes a whole number, not "1"
            int8         | 9223372036854775808     | takes a whole number from -9223372036854775808 to 9223372036854775807, not 9223372036854775808
            numeric      | '1'                     | takes a number, not "1"
            numeric      | 1e131072                | takes at most 131072 digits before the point and 16383 after it, not 1e131072
            numeric      | 1e-16384                | takes at most 131072 digits before the point and 16383 after it, not 1e-16384
            numeric      | 1e99999999999           | takes a number PostgreSQL can hold, not 1e99999999999
            numeric(5,2) | 1000                    | takes at most 3 digits before the point and 2 after it, not 1000
            numeric(5,2) | 0.001                   | takes at most 3 digits before the point and 2 after it, not 0.001
            numeric(2,-3)| 1500                    | takes at most 5 digits before the point and -3 after it, not 1500
            float4       | 1e39                    | takes a number within its range, not 1e39
            float4       | 1e-50                   | takes a number within its range, not 1e-50
            float8       | 'NaN'                   | takes a number, not "NaN"
            bool         | 1                       | takes true or false, not 1
            date         | '2023-02-29'            | takes a date as yyyy-mm-dd, not "2023-02-29"
            date         | '0000-01-01'            | takes a date as yyyy-mm-dd, not "0000-01-01"
            date         | 'infinity'              | takes a date as yyyy-mm-dd, not "infinity"
            date         | '+12345-01-01'          | takes a date as yyyy-mm-dd, not "+12345-01-01"
            date         | '2024-01-01T00:00'      | takes a date as yyyy-mm-dd, not "2024-01-01T00:00"
            timestamp    | '2024-01-01T00:00Z'     | takes a date and time as yyyy-mm-ddThh:mm:ss without a zone, not "2024-01-01T00:00Z"
            timestamp    | '2024-01-01T24:00'      | takes a date and time as yyyy-mm-ddThh:mm:ss without a zone, not "2024-01-01T24:00"
            timestamp    | '2024-01-01'            | takes a date and time as yyyy-mm-ddThh:mm:ss without a zone, not "2024-01-01"
            timestamptz  | '2024-01-01T00:00'      | takes a date and time with a zone as yyyy-mm-ddThh:mm:ss+hh:mm, not "2024-01-01T00:00"
            timestamptz  | '2024-01-01T00:00+16'   | takes a date and time with a zone as yyyy-mm-ddThh:mm:ss+hh:mm, not "2024-01-01T00:00+16"
            timestamptz  | '2024-01-01T00:00:60Z'  | takes a date and time with a zone as yyyy-mm-ddThh:mm:ss+hh:mm, not "2024-01-01T00:00:60Z"
            timestamp    | '2024-12-31T23:59:59.9999999' | takes at most 6 digits of a second's fraction, not "2024-12-31T23:59:59.9999999"
            timestamptz(0) | '2024-12-31T23:59:59.5Z' | takes at most 0 digits of a second's fraction, not "2024-12-31T23:59:59.5Z"
            uuid         | 'a0eebc999c0b4ef8bb6d6bb9bd380a11' | takes a UUID, not "a0eebc999c0b4ef8bb6d6bb9bd380a11"
            bytea        | 'A*=='                  | takes bytes in base64, not "A*=="
            jsonb        | 1e200000                | takes at most 131072 digits before the point and 16383 after it, not 1e200000
            enum         | 'Red'                   | takes one of red, green, not "Red"
            int2[]       | 1                       | takes an array, not 1
            int2[]       | [40000]                 | takes a whole number from -32768 to 32767, not 40000
            int2[]       | [[1]]                   | takes a whole number, not an array
            """)
    void refuses(String type, String json, String reason) {
        assertThatThrownBy(() -> write(type, json))
                .isInstanceOf(RejectedRecord.class)
                .hasMessage(reason);
    }

    private static String write(String type, String json) throws IOException, RejectedRecord {
        CopyText out = new CopyText();
        try (JsonParser parser = new JsonFactory().createParser(json.replace('\'', '"'))) {
            parser.nextToken();
            TYPES.get(type).write(parser, out);
            assertThat(parser.nextToken()).as("left on the value's last token").isNull();
        }
        return new String(out.bytes(), 0, out.size(), StandardCharsets.UTF_8);
    }
}
