package azalai.step.kafka;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Pages of cleaned records on disk, as JSON, until it is sure that all can be published. The file has no name any more
 * when it is open, so that a crash leaves nothing behind.
 */
final class Spool implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, Object>> RECORD = new TypeReference<>() {};

    private final FileChannel file;
    private final DataOutputStream out;
    private int pages;

    Spool(Path folder) throws IOException {
        file = FileChannel.open(
                folder.resolve("cleaned-" + UUID.randomUUID()),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16));
    }

    /** Adds a page of records, each as its JSON. */
    void add(List<byte[]> page) throws IOException {
        out.writeInt(page.size());
        for (byte[] record : page) {
            out.writeInt(record.length);
            out.write(record);
        }
        pages++;
    }

    /** The pages in their order; nothing is added any more. */
    Iterator<List<Map<String, Object>>> pages() throws IOException {
        out.flush();
        file.position(0);
        DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file), 1 << 16));
        return new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return given < pages;
            }

            @Override
            public List<Map<String, Object>> next() {
                given++;
                return read(in);
            }
        };
    }

    private static List<Map<String, Object>> read(DataInputStream in) {
        try {
            int records = in.readInt();
            List<Map<String, Object>> page = new ArrayList<>(records);
            for (int i = 0; i < records; i++) {
                page.add(JSON.readValue(in.readNBytes(in.readInt()), RECORD));
            }
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
