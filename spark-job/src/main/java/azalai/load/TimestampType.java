package azalai.load;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * {@code timestamp(p)} and {@code timestamptz(p)}, written as a JSON string of one exact form. A finer fraction of a
 * second than the column holds is refused: PostgreSQL would round it, and the last moment of a day up into the next.
 *
 * @param digits of the fraction
 */
record TimestampType(boolean zoned, int digits) implements ColumnType {
    /** What PostgreSQL stores: microseconds. */
    static final int MICROS = 6;

    /** PostgreSQL's limit is 15:59:59. */
    private static final int MOST_OFFSET = 16 * 3600;

    @Override
    public void write(JsonParser json, CopyText out) throws IOException, RejectedRecord {
        String wanted = zoned
                ? "a date and time with a zone as yyyy-mm-ddThh:mm:ss+hh:mm"
                : "a date and time as yyyy-mm-ddThh:mm:ss without a zone";
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw RejectedRecord.wants(wanted, json);
        }
        String text = json.getText();
        try {
            int zone = zoned ? zone(text) : text.length();
            LocalDateTime time = local(text.substring(0, zone));
            if (time.getNano() % Math.round(Math.pow(10, 9 - digits)) != 0) {
                throw RejectedRecord.wants("at most " + digits + " digits of a second's fraction", json);
            }
            out.raw(time + (zoned ? offset(text.substring(zone)).toString() : ""));
        } catch (DateTimeException e) {
            throw RejectedRecord.wants(wanted, json);
        }
    }

    private static int zone(String text) {
        int zone = Math.max(text.indexOf('Z'), Math.max(text.indexOf('+'), text.indexOf('-', 10)));
        if (zone < 0) {
            throw new DateTimeException("no zone");
        }
        return zone;
    }

    private static ZoneOffset offset(String text) {
        ZoneOffset offset = ZoneOffset.of(text);
        if (Math.abs(offset.getTotalSeconds()) >= MOST_OFFSET) {
            throw new DateTimeException("zone");
        }
        return offset;
    }

    private static LocalDateTime local(String text) {
        StringType.day(text, 16);
        return LocalDateTime.parse(text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text);
    }
}
