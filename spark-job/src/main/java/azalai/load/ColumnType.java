package azalai.load;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.Serializable;

/**
 * How a JSON value becomes a value of one PostgreSQL type. Strict: what PostgreSQL would round, cut, guess or refuse is
 * a {@link RejectedRecord}, found here since one bad row would fail the COPY of all.
 */
interface ColumnType extends Serializable {
    /**
     * Appends the parser's current value, never JSON null, and leaves the parser on the last token of that value.
     *
     * @throws RejectedRecord if the type does not take the value; what was appended so far is then void
     */
    void write(JsonParser json, CopyText out) throws IOException, RejectedRecord;
}
