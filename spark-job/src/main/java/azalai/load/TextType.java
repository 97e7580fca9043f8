package azalai.load;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * {@code text} and {@code varchar(n)}.
 *
 * @param most the longest value in characters, as PostgreSQL counts them
 */
record TextType(int most) implements ColumnType {
    @Override
    public void write(JsonParser json, CopyText out) throws IOException, RejectedRecord {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw RejectedRecord.wants("a string", json);
        }
        int length = out.text(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        if (length > most) {
            throw new RejectedRecord(
                    "takes " + most + " characters at most", "takes " + most + " characters at most, not " + length);
        }
    }
}
