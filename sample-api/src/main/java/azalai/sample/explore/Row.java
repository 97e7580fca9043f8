package azalai.sample.explore;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.ZoneId;

/** One record of a dataset. */
public interface Row {
    /**
     * The field's value: text (a String or SerializableString), a Number, a Boolean, an Instant, a list of text, or
     * null.
     */
    Object value(Field field);

    /** What conditions and sorting look at, see {@link Values#comparable}. */
    default Comparable<?> comparable(Field field) {
        return Values.comparable(field, value(field));
    }

    /** Writes the whole record as one JSON object, datetimes in the given zone. */
    void writeTo(JsonGenerator out, ZoneId zone) throws IOException;
}
