package azalai.service.api;

import azalai.step.kafka.Submission.Item;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The records of a JSON array. */
final class ArrayRecords extends Records {
    static final String WANTED = "send [{…},{…}], or an object a line as application/x-ndjson.";

    private final JsonParser parser;
    private boolean begun;

    ArrayRecords(InputStream body) {
        try {
            parser = parser(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    Item next() {
        try {
            if (!begun && parser.nextToken() != JsonToken.START_ARRAY) {
                throw new ApiError(400, "The body is no JSON array: " + WANTED);
            }
            begun = true;
            switch (parser.nextToken()) {
                case START_OBJECT -> {
                    return record(object(parser));
                }
                case END_ARRAY -> {
                    if (parser.nextToken() != null) {
                        throw new ApiError(400, "Something follows the JSON array: nothing was published.");
                    }
                    return null;
                }
                default -> {
                    parser.skipChildren();
                    return refused(NO_OBJECT);
                }
            }
        } catch (JsonProcessingException e) {
            throw new ApiError(400, "The body is no JSON: %s; nothing was published.".formatted(Bodies.firstLine(e)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    long position() {
        return parser.currentLocation().getByteOffset();
    }

    @Override
    public void close() {
        try {
            parser.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
