package azalai.load;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** {@code boolean}: JSON's own two, not the words and digits PostgreSQL would take. */
record BooleanType() implements ColumnType {
    @Override
    public void write(JsonParser json, CopyText out) throws IOException, RejectedRecord {
        if (!json.currentToken().isBoolean()) {
            throw RejectedRecord.wants("true or false", json);
        }
        out.raw(json.getBooleanValue() ? 't' : 'f');
    }
}
