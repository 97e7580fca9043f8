package azalai.service.api;

import azalai.step.kafka.Submission.Item;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;

/** Records out of a body, one after the other, each within a budget of values. */
abstract class Records implements AutoCloseable {
    static final String NO_OBJECT = "The record is no JSON object.";
    /** Names that strangers make up do not go to the JVM's table of strings. */
    static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .build())
            .build();

    /** 10 MB of the shortest values would take 300 as a map. */
    private static final int MOST_VALUES = 10_000;

    private static final TypeReference<LinkedHashMap<String, Object>> RECORD = new TypeReference<>() {};

    private int index;
    private long values;

    /** The next record, or what stands in its place; null after the last. @throws ApiError if the body cannot be read on */
    abstract Item next();

    /** How much of the body was read, in bytes or characters. */
    abstract long position();

    /** How many values the records held until now, nested ones too. */
    final long values() {
        return values;
    }

    /** How many records came until now. */
    final int count() {
        return index;
    }

    final Item record(LinkedHashMap<String, Object> record) {
        return new Item(index++, record, null);
    }

    final Item refused(String reason) {
        return new Item(index++, null, reason);
    }

    /** The object whose beginning the parser has read. */
    final LinkedHashMap<String, Object> object(JsonParser parser) throws IOException {
        Counting counting = new Counting(parser);
        try {
            LinkedHashMap<String, Object> record = JSON.readValue(counting, RECORD);
            values += counting.values;
            return record;
        } catch (TooMany e) {
            throw new ApiError(
                    413, "Record %d holds more than %d values: nothing was published.".formatted(index, MOST_VALUES));
        }
    }

    static JsonParser parser(InputStream in) throws IOException {
        return JSON.createParser(in);
    }

    @Override
    public abstract void close();

    /** An IOException goes through Jackson as it is. */
    private static final class TooMany extends IOException {}

    private static final class Counting extends JsonParserDelegate {
        private int values;

        Counting(JsonParser parser) {
            super(parser);
        }

        @Override
        public JsonToken nextToken() throws IOException {
            JsonToken token = super.nextToken();
            if (token != JsonToken.FIELD_NAME && ++values > MOST_VALUES) {
                throw new TooMany();
            }
            return token;
        }
    }
}
