package azalai.sample.explore;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** How values of a record are compared with each other and written. */
public final class Values {
    private Values() {}

    /** What comparisons look at: text as String, numbers as Double, dates as epoch seconds; null if there is nothing. */
    static Comparable<?> comparable(Field field, Object value) {
        if (value == null) {
            return null;
        }
        if (field.type().isTemporal()) {
            return value instanceof Instant instant ? (Long) instant.getEpochSecond() : Times.epochSecond(text(value));
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        return value instanceof Boolean flag ? flag : text(value);
    }

    /** Values of one field compare naturally; of different types (a file may hold them) by their text. */
    @SuppressWarnings("unchecked")
    static int compare(Comparable<?> left, Comparable<?> right) {
        return left.getClass() == right.getClass()
                ? ((Comparable<Object>) left).compareTo(right)
                : left.toString().compareTo(right.toString());
    }

    /** The value as text; a list joined by {@code |}. */
    static String text(Object value) {
        if (value instanceof SerializableString quoted) {
            return quoted.getValue();
        }
        if (value instanceof List<?> list) {
            return String.join("|", list.stream().map(Values::text).toList());
        }
        return String.valueOf(value);
    }

    /** Writes a value of {@link Row#value}, a datetime in the given zone. */
    public static void write(JsonGenerator out, Object value, ZoneId zone) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof SerializableString quoted) {
            out.writeString(quoted);
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof Integer number) {
            out.writeNumber(number);
        } else if (value instanceof Instant instant) {
            out.writeString(Times.format(instant, zone));
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object part : list) {
                write(out, part, zone);
            }
            out.writeEndArray();
        } else {
            out.writePOJO(value);
        }
    }
}
