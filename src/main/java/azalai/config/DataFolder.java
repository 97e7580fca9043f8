package azalai.config;

import azalai.error.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * The folder that the application and its embedded servers write to.
 *
 * @param folder absolute; made on first use
 */
public record DataFolder(Path folder) {
    /** Makes the folder if it is missing. @throws Failure if it cannot be written */
    public static DataFolder open(Path folder) {
        try {
            Files.createDirectories(folder.resolve("log"));
            if (!Files.isWritable(folder)) {
                throw new java.nio.file.AccessDeniedException(folder.toString());
            }
        } catch (IOException e) {
            throw new Failure(
                    "The data folder %s cannot be written by user %s: give another one with --data."
                            .formatted(folder, System.getProperty("user.name")),
                    e);
        }
        return new DataFolder(folder);
    }

    /** A path inside the folder. */
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    /**
     * Takes the lock that makes this process the folder's one owner; the operating system releases it when the process
     * ends, however it ends.
     *
     * @return empty if another process holds it
     */
    public Optional<FileLock> lock() {
        Path file = resolve("azalai.lock");
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return Optional.ofNullable(lock);
        } catch (IOException e) {
            throw new Failure("The lock %s cannot be taken: %s.".formatted(file, e.getMessage()), e);
        }
    }

    /** Writes a file only its owner may read, in one step: a reader sees all of it or nothing. */
    public void writePrivate(String name, String content) {
        Path file = resolve(name);
        try {
            Path temp = Files.createTempFile(
                    folder,
                    name,
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(temp, content);
            Files.move(temp, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Failure("The file %s cannot be written: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
