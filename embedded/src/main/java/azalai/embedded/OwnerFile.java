package azalai.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/** Small files that only their owner may read and that are never seen half-written. */
final class OwnerFile {
    private OwnerFile() {}

    /** Writes beside the file and renames: a reader sees the old content or the new. */
    static void write(Path file, byte[] content) throws IOException {
        Path draft = Files.createTempFile(file.getParent(), "." + file.getFileName(), null, DataFolder.OWNER_FILE);
        try {
            Files.write(draft, content);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    static void write(Path file, Properties properties) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        properties.store(content, null);
        write(file, content.toByteArray());
    }

    /** @return what stands in the file; empty when it is missing */
    static Properties read(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            }
        }
        return properties;
    }
}
