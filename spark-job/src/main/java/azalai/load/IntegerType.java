package azalai.load;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** {@code smallint}, {@code integer}, {@code bigint}: a whole number within the bounds, both inclusive. */
record IntegerType(long least, long most) implements ColumnType {
    @Override
    public void write(JsonParser json, CopyText out) throws IOException, RejectedRecord {
        if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw RejectedRecord.wants("a whole number", json);
        }
        if (json.getNumberType() == NumberType.BIG_INTEGER
                || json.getLongValue() < least
                || json.getLongValue() > most) {
            throw RejectedRecord.wants("a whole number from " + least + " to " + most, json);
        }
        out.raw(Long.toString(json.getLongValue()));
    }
}
