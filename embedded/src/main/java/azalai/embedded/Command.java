package azalai.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a program to its end. */
final class Command {
    private static final Logger LOG = LoggerFactory.getLogger(Command.class);

    /**
     * @param exit the program's exit code
     * @param output what it wrote to stdout and stderr
     */
    record Result(int exit, String output) {
        boolean succeeded() {
            return exit == 0;
        }
    }

    private Command() {}

    /**
     * @param folder the program's working folder
     * @param input what it reads from stdin
     * @throws IOException when it cannot be started or has not ended in time (it is killed then)
     */
    static Result run(Path folder, Duration atMost, String input, List<String> words)
            throws IOException, InterruptedException {
        // A file, not a pipe: a server that the program leaves behind may keep it open without anyone waiting.
        Path output = Files.createTempFile(folder, ".output", null, DataFolder.OWNER_FILE);
        try {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            cleanEnvironment(builder.environment());
            Process process = builder.start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                LOG.debug("{} did not read its input", words, e); // its exit code and output tell why
            }
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                throw new IOException(words + " did not end within " + atMost.toSeconds() + " s");
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** The user's PGDATA, PGPORT and so on are meant for another server; C makes messages readable to this program. */
    private static void cleanEnvironment(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        environment.put("LC_ALL", "C");
        environment.put("TZ", "UTC");
    }
}
