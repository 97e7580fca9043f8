package azalai.step.load;

import azalai.error.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of its own: what it prints goes to a file, it is waited for with a limit, and it is killed with everything
 * it started when the limit passes or nobody waits any more. Its standard input stays open as long as this process
 * lives, so that it can notice our end however it comes.
 */
final class ChildProcess {
    private static final int TAIL_BYTES = 16_384;
    private static final Duration KILL_AFTER = Duration.ofSeconds(5);

    private final Process process;
    private final Path log;
    private final long logBegin;

    private ChildProcess(Process process, Path log, long logBegin) {
        this.process = process;
        this.log = log;
        this.logBegin = logBegin;
    }

    /** Starts a program, with these variables beside ours, and hands it its first line of input. */
    static ChildProcess start(
            List<String> command, Map<String, String> environment, Path folder, Path log, String firstLine)
            throws IOException {
        Files.createDirectories(log.getParent());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        // What a child before this one printed is none of its words.
        long logBegin = Files.exists(log) ? Files.size(log) : 0;
        Process process = builder.start();
        OutputStream in = process.getOutputStream();
        try {
            in.write((firstLine + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            // It ended before it read: its exit code and its last lines say why.
            process.onExit().join();
        }
        return new ChildProcess(process, log, logBegin);
    }

    /**
     * Waits for the end.
     *
     * @return its exit code
     * @throws Failure if it did not end within {@code limit}; it is killed then
     */
    int await(Duration limit) throws InterruptedException {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Failure(
                        "The Spark load did not end within %s and was stopped: see %s.".formatted(limit, log));
            }
            return process.exitValue();
        } finally {
            kill();
        }
    }

    /** Ends it and everything it started; returns when they are gone. Does nothing when they ended already. */
    void kill() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(KILL_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** Whether these words stand in a line it printed. */
    boolean printed(String words) {
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(logBegin);
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .anyMatch(line -> line.contains(words));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** The last lines it printed, oldest first. */
    List<String> lastLines(int count) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(Math.min(logBegin, file.length()), file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            List<String> lines = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of("its log " + log + " cannot be read: " + e.getMessage());
        }
    }
}
