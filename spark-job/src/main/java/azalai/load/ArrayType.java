package azalai.load;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A one-dimensional array; its elements may be null. */
record ArrayType(ColumnType element) implements ColumnType {
    @Override
    public void write(JsonParser json, CopyText out) throws IOException, RejectedRecord {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw RejectedRecord.wants("an array", json);
        }
        out.raw('{');
        for (boolean first = true; json.nextToken() != JsonToken.END_ARRAY; first = false) {
            if (!first) {
                out.raw(',');
            }
            if (json.currentToken() == JsonToken.VALUE_NULL) {
                out.raw("NULL");
            } else {
                out.quote();
                element.write(json, out);
                out.quote();
            }
        }
        out.raw('}');
    }
}
