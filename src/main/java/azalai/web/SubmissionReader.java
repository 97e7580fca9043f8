package azalai.web;

import azalai.publish.Submission;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;

/** Reads a body of records: a JSON array, or NDJSON, an object a line. */
final class SubmissionReader {
    /** A body of the smallest records would hold millions, and take as many hundreds of megabytes. */
    private static final int MOST = 50_000;

    private static final String NO_OBJECT = "The record is no JSON object.";
    private static final TypeReference<LinkedHashMap<String, Object>> RECORD = new TypeReference<>() {};

    private final Submission submission;

    SubmissionReader(String pipeline) {
        this.submission = new Submission(pipeline);
    }

    /** The submission of an array. @throws ApiError 400 if the body is none */
    Submission array(byte[] body) {
        try (JsonParser parser = Answers.JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new ApiError(
                        400, "The body is no JSON array: send [{…},{…}], or an object a line as application/x-ndjson.");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    add(parser.readValueAs(RECORD));
                } else {
                    parser.skipChildren();
                    addRefused(NO_OBJECT);
                }
            }
            if (parser.nextToken() != null) {
                throw new ApiError(400, "Something follows the JSON array: nothing was published.");
            }
            return submission;
        } catch (JsonProcessingException e) {
            throw new ApiError(400, "The body is no JSON: %s; nothing was published.".formatted(Bodies.firstLine(e)));
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory cannot fail.", e);
        }
    }

    /** The submission of lines; empty ones are nothing. */
    Submission lines(byte[] body) {
        new String(body, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(this::line);
        return submission;
    }

    private void line(String line) {
        try (JsonParser parser = Answers.JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                addRefused(NO_OBJECT);
                return;
            }
            LinkedHashMap<String, Object> record = parser.readValueAs(RECORD);
            if (parser.nextToken() == null) {
                add(record);
            } else {
                addRefused("Something follows the record on its line.");
            }
        } catch (JsonProcessingException e) {
            addRefused("The record is no JSON: %s.".formatted(Bodies.firstLine(e)));
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory cannot fail.", e);
        }
    }

    private void add(LinkedHashMap<String, Object> record) {
        submission.add(record);
        checkCount();
    }

    private void addRefused(String reason) {
        submission.addRefused(reason);
        checkCount();
    }

    private void checkCount() {
        if (submission.submitted() > MOST) {
            throw new ApiError(413, "The body holds more than %d records: send it in parts.".formatted(MOST));
        }
    }
}
