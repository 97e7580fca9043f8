package azalai.load;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Types written as a JSON string of one exact form. PostgreSQL reads many more ("yesterday", "infinity", 1/2/3 by the
 * session's style), and each of them would make the row depend on when and where it was loaded.
 */
enum StringType implements ColumnType {
    DATE("a date as yyyy-mm-dd") {
        @Override
        String read(String text) {
            day(text, 10);
            LocalDate.parse(text);
            return text;
        }
    },
    UUID("a UUID") {
        private static final Pattern FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

        @Override
        String read(String text) {
            if (!FORM.matcher(text).matches()) {
                throw new IllegalArgumentException(text);
            }
            return text;
        }
    },
    BYTEA("bytes in base64") {
        @Override
        String read(String text) {
            return text;
        }

        @Override
        void write(String text, CopyText out) {
            out.bytea(Base64.getDecoder().decode(text));
        }
    };

    private final String wanted;

    StringType(String wanted) {
        this.wanted = wanted;
    }

    /**
     * The text PostgreSQL gets.
     *
     * @throws IllegalArgumentException or DateTimeException if the text has another form
     */
    abstract String read(String text);

    void write(String text, CopyText out) {
        out.raw(read(text));
    }

    @Override
    public void write(JsonParser json, CopyText out) throws IOException, RejectedRecord {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw RejectedRecord.wants(wanted, json);
        }
        try {
            write(json.getText(), out);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw RejectedRecord.wants(wanted, json);
        }
    }

    /** Four digits of the year, from 0001: the years of {@link LocalDate} go further than what others can read. */
    static void day(String text, int least) {
        if (text.length() < least || text.charAt(4) != '-' || text.charAt(0) == '-' || text.startsWith("0000")) {
            throw new DateTimeException(text);
        }
    }
}
