package azalai.load;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** A record, or a value of it, cannot go into the table: the message is the reason its dead letter gives. */
final class Misfit extends Exception {
    private static final int SHOWN = 60;

    Misfit(String reason) {
        // No stack trace: a topic full of garbage throws one a record.
        super(reason, null, false, false);
    }

    /** The parser's current value is not what the column takes, {@code wanted}: "a string", "a date". */
    static Misfit wants(String wanted, JsonParser json) throws IOException {
        return new Misfit("takes " + wanted + ", not " + describe(json));
    }

    private static String describe(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "\"" + shown(json.getText()) + "\"";
            default -> shown(json.getText());
        };
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
