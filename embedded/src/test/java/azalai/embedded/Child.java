package azalai.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** The packaged program in a JVM of its own, as the application starts it. */
final class Child implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path data;
    private final Path out;
    private final Path err;
    private final Process process;

    private Child(Path data, Path out, Path err, Process process) {
        this.data = data;
        this.out = out;
        this.err = err;
        this.process = process;
    }

    /** Starts it and waits until it is ready or has ended. */
    static Child start(Path data, String... options) throws IOException {
        Files.createDirectories(data);
        // Like a user's folder: JUnit's own may be entered by its owner only.
        Files.setPosixFilePermissions(data.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Path out = Files.createTempFile(data.getParent(), "out", ".txt");
        Path err = Files.createTempFile(data.getParent(), "err", ".txt");
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                "target/azalai-embedded.jar:target/lib/*",
                "azalai.embedded.EmbeddedServers",
                "--data",
                data.toString()));
        words.addAll(List.of(options));
        Process process = new ProcessBuilder(words)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        Child child = new Child(data, out, err, process);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> child.output().contains("ready") || !process.isAlive());
        return child;
    }

    /** Starts it and fails if it does not get ready. */
    static Child ready(Path data, String... options) throws IOException {
        Child child = start(data, options);
        if (!child.output().contains("ready")) {
            child.close();
            throw new AssertionError(
                    "not ready: " + child.errors() + Files.readString(data.resolve("log/services.log")));
        }
        return child;
    }

    List<String> output() throws IOException {
        return Files.readAllLines(out);
    }

    List<String> errors() throws IOException {
        return Files.readAllLines(err);
    }

    Process process() {
        return process;
    }

    Path addressFile() {
        return data.resolve("services.properties");
    }

    Properties addresses() throws IOException {
        return OwnerFile.read(addressFile());
    }

    Connection connect() throws IOException, SQLException {
        Properties addresses = addresses();
        return DriverManager.getConnection(
                addresses.getProperty("POSTGRES_URL"),
                addresses.getProperty("POSTGRES_USER"),
                addresses.getProperty("POSTGRES_PASSWORD"));
    }

    /** @return the first column of the first row; null for a statement without rows */
    String sql(String statement) throws IOException, SQLException {
        try (Connection connection = connect();
                Statement run = connection.createStatement()) {
            if (!run.execute(statement)) {
                return null;
            }
            try (ResultSet rows = run.getResultSet()) {
                return rows.next() ? rows.getString(1) : null;
            }
        }
    }

    /** The processes of PostgreSQL on this data folder, whoever started them. */
    List<ProcessHandle> postgres() throws IOException {
        return new PostgresProcesses(data.toRealPath().resolve("postgres")).running();
    }

    ProcessHandle postmaster() throws IOException {
        String pid =
                Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).get(0);
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    /** Cuts the life line. */
    int stop() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return exit();
    }

    int exit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Leaves nothing running, whatever the test did. */
    @Override
    public void close() throws IOException {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
            if (output().contains("ready")) { // otherwise the folder may be another child's
                postgres().forEach(ProcessHandle::destroyForcibly);
            }
        }
    }
}
