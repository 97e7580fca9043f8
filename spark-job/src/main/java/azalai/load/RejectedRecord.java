package azalai.load;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** A record, or a value of it, cannot go into the table: the message is the reason its dead letter gives. */
final class RejectedRecord extends Exception {
    private static final int SHOWN = 60;

    private final String kind;

    /** A misfit of which every one says the same. */
    RejectedRecord(String reason) {
        this(reason, reason);
    }

    /**
     * A misfit.
     *
     * @param kind what all misfits of this kind say, so that they can be counted: the reason without the value
     */
    RejectedRecord(String kind, String reason) {
        // No stack trace: a topic full of garbage throws one a record.
        super(reason, null, false, false);
        this.kind = kind;
    }

    /** The parser's current value is not what the column takes, {@code wanted}: "a string", "a date". */
    static RejectedRecord wants(String wanted, JsonParser json) throws IOException {
        return new RejectedRecord("takes " + wanted, "takes " + wanted + ", not " + describe(json));
    }

    /** The same misfit, with what it was found in before it. */
    RejectedRecord in(String place) {
        return new RejectedRecord(place + kind, place + getMessage());
    }

    String kind() {
        return kind;
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
