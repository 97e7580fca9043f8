package azalai.sample.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Where the lines of a file begin: 24 bytes of memory a line. */
final class Lines implements Closeable {
    private static final ObjectReader READER = new ObjectMapper()
            .readerFor(new TypeReference<Map<String, Object>>() {})
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final FileChannel channel;
    private long[] begin = new long[1_024];
    private int[] length = new int[1_024];
    private long[] published = new long[1_024];
    private int size;

    private Lines(FileChannel channel) {
        this.channel = channel;
    }

    static Lines index(Path file, FieldInference fields) throws IOException {
        boolean packed = file.getFileName().toString().endsWith(".gz");
        FileChannel channel = packed ? unpacked() : FileChannel.open(file, StandardOpenOption.READ);
        Lines lines = new Lines(channel);
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = packed ? new GZIPInputStream(raw, 65_536) : raw) {
            lines.read(in, packed ? Channels.newOutputStream(channel) : null, file, fields);
            return lines;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Deleted as soon as it is open where the system allows it, so that not even a kill leaves it behind. */
    private static FileChannel unpacked() throws IOException {
        Path file = Files.createTempFile("azalai-sample", ".jsonl");
        return FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    private void read(InputStream in, OutputStream copy, Path file, FieldInference fields) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(4_096);
        byte[] block = new byte[65_536];
        long position = 0;
        long lineBegin = 0;
        int number = 1;
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
            if (copy != null) {
                copy.write(block, 0, read);
            }
            int from = 0;
            for (int i = 0; i < read; i++) {
                if (block[i] == '\n') {
                    line.write(block, from, i - from);
                    add(line, lineBegin, file, number++, fields);
                    from = i + 1;
                    lineBegin = position + from;
                }
            }
            line.write(block, from, read - from);
            position += read;
        }
        add(line, lineBegin, file, number, fields);
    }

    private void add(ByteArrayOutputStream line, long at, Path file, int number, FieldInference fields)
            throws IOException {
        byte[] bytes = line.toByteArray();
        line.reset();
        int end = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        if (new String(bytes, 0, Math.min(end, 64), StandardCharsets.ISO_8859_1).isBlank()) {
            return;
        }
        try {
            Map<String, Object> values = parse(end == bytes.length ? bytes : Arrays.copyOf(bytes, end));
            if (values == null) {
                throw new IOException("it is null");
            }
            remember(at, end, fields.see(values));
        } catch (JsonProcessingException e) {
            throw new IOException(broken(file, number, e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new IOException(broken(file, number, e.getMessage()), e);
        }
    }

    private static String broken(Path file, int number, String why) {
        String reason = why.lines().findFirst().orElse("").strip();
        return "Line " + number + " of the sample file " + file + " is not a JSON object (" + reason
                + "): correct or remove it.";
    }

    private void remember(long at, int bytes, long publishedAt) {
        if (size == begin.length) {
            begin = Arrays.copyOf(begin, size * 2);
            length = Arrays.copyOf(length, size * 2);
            published = Arrays.copyOf(published, size * 2);
        }
        begin[size] = at;
        length[size] = bytes;
        published[size++] = publishedAt;
    }

    static Map<String, Object> parse(byte[] line) throws IOException {
        return READER.readValue(line);
    }

    int size() {
        return size;
    }

    /** The publication instant of the line's record, epoch seconds; Long.MIN_VALUE if it has none. */
    long published(int line) {
        return published[line];
    }

    FileRow row(int line) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length[line]);
        long at = begin[line];
        while (bytes.hasRemaining()) {
            int read = channel.read(bytes, at + bytes.position());
            if (read < 0) {
                throw new IOException("The sample file became shorter while it was served.");
            }
        }
        return new FileRow(bytes.array());
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
