package azalai.sample.file;

import azalai.sample.query.Field;
import azalai.sample.query.Row;
import azalai.sample.query.Times;
import azalai.sample.query.Values;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/** A line of the file; parsed only if a field of it is asked. */
final class FileRow implements Row {
    private final byte[] line;
    private Map<String, Object> values;

    FileRow(byte[] line) {
        this.line = line;
    }

    @Override
    public Object value(Field field) {
        return values().get(field.name());
    }

    private Map<String, Object> values() {
        if (values == null) {
            try {
                values = Lines.parse(line);
            } catch (IOException e) {
                throw new UncheckedIOException("A line of the sample file changed while it was served.", e);
            }
        }
        return values;
    }

    /** As it stands in the file, unless another zone is asked. */
    @Override
    public void writeTo(JsonGenerator out, ZoneId zone) throws IOException {
        if (zone == ZoneOffset.UTC) {
            out.writeRawValue(new String(line, StandardCharsets.UTF_8));
            return;
        }
        out.writeStartObject();
        for (Map.Entry<String, Object> entry : values().entrySet()) {
            out.writeFieldName(entry.getKey());
            Values.write(out, inZone(entry.getValue()), zone);
        }
        out.writeEndObject();
    }

    private static Object inZone(Object value) {
        if (value instanceof String text && text.length() == 25 && text.charAt(10) == 'T') {
            Long second = Times.epochSecond(text);
            return second == null ? value : Instant.ofEpochSecond(second);
        }
        return value;
    }
}
