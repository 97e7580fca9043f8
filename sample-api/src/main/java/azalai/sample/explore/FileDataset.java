package azalai.sample.explore;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.zip.GZIPInputStream;

/**
 * A JSONL file as a dataset, in file order. Memory holds where each line is and when it was published; a packed file is
 * unpacked into a temporary file that no crash leaves behind.
 */
public final class FileDataset extends Dataset {
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonFactory JSON = MAPPER.getFactory()
            .copy()
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .setCodec(MAPPER);

    /** Where a record is and when it was published, epoch seconds or null. */
    private record Line(long at, int length, Long published) {}

    private final Path file;
    private final Instant modified;
    private final FileChannel channel;
    private final Schema schema;
    private final List<Line> lines = new ArrayList<>();
    private final Map<String, FieldType> unknown = new LinkedHashMap<>();

    /**
     * Reads the file once.
     *
     * @param known the schema of the dataset it is served as: fields that it does not know are added by what they hold
     * @throws IOException with one sentence, naming the line where a line is not a JSON object
     */
    public FileDataset(Path file, Schema known) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException(
                    "The sample file " + file + " cannot be read: name an existing .jsonl or .jsonl.gz file.");
        }
        this.file = file;
        this.modified = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
        this.channel = open(file);
        try {
            index(Channels.newInputStream(channel), known);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        List<Field> more = new ArrayList<>();
        unknown.forEach((name, type) -> more.add(new Field(
                name, type == null ? FieldType.TEXT : type, known.fields().size() + more.size())));
        this.schema = known.with(more);
    }

    private static FileChannel open(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return FileChannel.open(file, StandardOpenOption.READ);
        }
        // Deleted as soon as it is open where the system allows it, so that not even a kill leaves it behind.
        FileChannel unpacked = FileChannel.open(
                Files.createTempFile("azalai-sample", ".jsonl"),
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 65_536)) {
            in.transferTo(Channels.newOutputStream(unpacked));
            return unpacked.position(0);
        } catch (IOException e) {
            unpacked.close();
            throw e;
        }
    }

    private void index(InputStream in, Schema known) throws IOException {
        int last = 0;
        int number = 0;
        try (JsonParser parser = JSON.createParser(in)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                JsonLocation begin = parser.currentTokenLocation();
                number = begin.getLineNr();
                Map<String, Object> values = token == JsonToken.START_OBJECT ? parser.readValueAs(MAP) : null;
                JsonLocation end = parser.currentLocation();
                if (values == null || number == last || number != end.getLineNr()) {
                    throw new JsonParseException(parser, "a line has one object and an object one line");
                }
                values.forEach((name, value) -> see(name, value, known));
                long at = begin.getByteOffset();
                Object published = known.published() == null
                        ? null
                        : values.get(known.published().name());
                Long instant = published instanceof String text ? Times.epochSecond(text) : null;
                lines.add(new Line(at, (int) (end.getByteOffset() - at), instant));
                last = number;
                number = 0;
            }
        } catch (JsonProcessingException e) {
            int line = number > 0 ? number : e.getLocation().getLineNr();
            String why = e.getOriginalMessage().lines().findFirst().orElse("").strip();
            throw new IOException(
                    "Line " + line + " of the sample file " + file + " is not a JSON object (" + why
                            + "): correct or remove it.",
                    e);
        }
    }

    /** Takes note of what a field holds that the dataset does not know. */
    private void see(String name, Object value, Schema known) {
        if (!known.has(name)) {
            FieldType type = value == null ? null : type(value);
            FieldType before = unknown.putIfAbsent(name, type);
            if (before != null && type != null) {
                unknown.put(name, common(before, type));
            }
        }
    }

    private static FieldType common(FieldType one, FieldType other) {
        return one == other ? one : one.isNumeric() && other.isNumeric() ? FieldType.DOUBLE : FieldType.TEXT;
    }

    private static FieldType type(Object value) {
        if (value instanceof Boolean) {
            return FieldType.BOOLEAN;
        }
        if (value instanceof Number) {
            return value instanceof Integer || value instanceof Long ? FieldType.INT : FieldType.DOUBLE;
        }
        if (value instanceof String text && text.length() >= 10 && Times.epochSecond(text) != null) {
            return text.length() == 10 ? FieldType.DATE : FieldType.DATETIME;
        }
        return FieldType.TEXT;
    }

    @Override
    public Schema schema() {
        return schema;
    }

    @Override
    public Instant modified() {
        return modified;
    }

    @Override
    public long size() {
        return lines.size();
    }

    @Override
    protected LongFunction<Row> reader() {
        return position -> new LineRow(lines.get((int) position));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** A line of the file; read only if something other than its publication date is asked. */
    private final class LineRow implements Row {
        private final Line line;
        private Map<String, Object> values;

        LineRow(Line line) {
            this.line = line;
        }

        @Override
        public Object value(Field field) {
            return values().get(field.name());
        }

        @Override
        public Comparable<?> comparable(Field field) {
            return field == schema.published() && line.published() != null
                    ? line.published()
                    : Row.super.comparable(field);
        }

        private Map<String, Object> values() {
            try {
                values = values == null ? MAPPER.readValue(text(), MAP) : values;
                return values;
            } catch (IOException e) {
                throw new UncheckedIOException("The sample file changed while it was served.", e);
            }
        }

        private String text() throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(line.length());
            for (int read = 0; bytes.hasRemaining() && read >= 0; ) {
                read = channel.read(bytes, line.at() + bytes.position());
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        }

        /** As it stands in the file, unless another zone is asked. */
        @Override
        public void writeTo(JsonGenerator out, ZoneId zone) throws IOException {
            if (zone == ZoneOffset.UTC) {
                out.writeRawValue(text());
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
            Long second = value instanceof String text && text.length() == 25 && text.charAt(10) == 'T'
                    ? Times.epochSecond(text)
                    : null;
            return second == null ? value : Instant.ofEpochSecond(second);
        }
    }
}
