package azalai.load;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/** An enum of the database's. */
record EnumType(List<String> labels) implements ColumnType {
    @Override
    public void write(JsonParser json, CopyText out) throws IOException, RejectedRecord {
        if (json.currentToken() != JsonToken.VALUE_STRING || !labels.contains(json.getText())) {
            throw RejectedRecord.wants("one of " + String.join(", ", labels), json);
        }
        out.text(json.getText());
    }
}
