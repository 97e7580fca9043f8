package azalai.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The right to run servers on a data folder. The operating system holds it and gives it back however the holder ends,
 * so there is no stale lock; the file itself stays, because deleting it would let two starters lock two files.
 */
final class FolderLock implements AutoCloseable {
    private static final int TRIES = 6;

    private final FileLock lock;

    private FolderLock(FileLock lock) {
        this.lock = lock;
    }

    /** @return empty when another process holds it, and not only for the moment it takes to see whether it is free */
    static Optional<FolderLock> take(Path file) throws IOException, InterruptedException {
        FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), DataFolder.OWNER_FILE);
        FileLock lock = channel.tryLock();
        for (int tries = 1; lock == null && tries < TRIES; tries++) {
            TimeUnit.MILLISECONDS.sleep(50);
            lock = channel.tryLock();
        }
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new FolderLock(lock));
    }

    @Override
    public void close() throws IOException {
        lock.acquiredBy().close();
    }
}
