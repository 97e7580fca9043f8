package azalai.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second whether the server is still there, and keeps its log file small. */
final class PostgresWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresWatch.class);

    /** The server logs errors only; a client's endless mistakes must not fill the disk. */
    private static final long LOG_LIMIT = 5L << 20;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "postgres-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** @param gone called when the server is no longer running, from this watch's thread */
    PostgresWatch(PostgresProcesses processes, ProcessHandle server, Path log, Runnable gone) {
        clock.scheduleWithFixedDelay(
                () -> {
                    if (!processes.isOurs(server)) {
                        clock.shutdown();
                        gone.run();
                    } else {
                        trim(log);
                    }
                },
                1,
                1,
                TimeUnit.SECONDS);
    }

    /** The server appends to the file it was started with: so the content moves, not the file. */
    private static void trim(Path log) {
        try {
            if (Files.size(log) > LOG_LIMIT) {
                Files.copy(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
                FileChannel.open(log, StandardOpenOption.WRITE).truncate(0).close();
            }
        } catch (IOException e) {
            LOG.warn("{} could not be shortened", log, e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
