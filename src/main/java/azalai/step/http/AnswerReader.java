package azalai.step.http;

import java.io.IOException;
import java.util.Map;

/** Takes the records out of one answer as it streams in, and what the answer says beside them. */
interface AnswerReader {
    /** The next record; null after the last. @throws IOException if the answer breaks off or cannot be read */
    Map<String, Object> next() throws IOException;

    /** What stands in the answer at one of the paths that were asked for, as text; null if nothing. Sure after the last record. */
    String field(String path);
}
