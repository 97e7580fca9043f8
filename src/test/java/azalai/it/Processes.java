package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** The processes of one data folder, found by their command lines, and what can befall them. */
final class Processes {
    private static final String LOADER = "azalai.load.LoadJob";

    private final Path data;
    private final Path folder;

    /**
     * The processes of a data folder.
     *
     * @param data as given to {@code --data}: stands in the command line of all of them
     * @param folder where the servers' files are
     */
    Processes(Path data, Path folder) {
        this.data = data;
        this.folder = folder;
    }

    /** The Spark child below this application; empty before and after its time. */
    static Optional<ProcessHandle> loader(ProcessHandle application) {
        return application
                .descendants()
                .filter(process -> commandLine(process).contains(LOADER))
                .findFirst();
    }

    /** Every process that works on the data folder, but for the embedded servers. */
    List<ProcessHandle> withoutServers() {
        List<Long> servers =
                Stream.of(serversPid(), postgresPid()).flatMap(Optional::stream).toList();
        return all().filter(process -> !servers.contains(process.pid())).toList();
    }

    /** Every process that works on the data folder. */
    Stream<ProcessHandle> all() {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(data.toString()));
    }

    /** The JVM of the embedded servers. */
    ProcessHandle servers() {
        return ProcessHandle.of(serversPid().orElseThrow()).orElseThrow();
    }

    /** Ends the embedded servers as {@code kill -9} of all of them does: the JVM, PostgreSQL and its children. */
    void killServers() {
        ProcessHandle postgres = ProcessHandle.of(postgresPid().orElseThrow()).orElseThrow();
        List<ProcessHandle> children = postgres.descendants().toList();
        kill(servers());
        kill(postgres);
        children.forEach(Processes::kill);
    }

    /** {@code kill -9}; one that ended already stays ended. */
    static void kill(ProcessHandle process) {
        process.destroyForcibly();
    }

    /** {@code kill -STOP} and {@code kill -CONT}: a process that is there and does nothing. */
    static void signal(String name, ProcessHandle process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).as("kill -%s", name).isZero();
    }

    /** Reads what a process says on standard error and forgets it, so that it does not wait for a reader. */
    static Process quietly(Process process) {
        Thread reader = new Thread(
                () -> {
                    try {
                        process.errorReader().lines().forEach(line -> {});
                    } catch (UncheckedIOException e) {
                        // It was killed, and its stream with it.
                        return;
                    }
                },
                "stderr");
        reader.setDaemon(true);
        reader.start();
        return process;
    }

    private Optional<Long> serversPid() {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(folder.resolve("services.properties"))) {
            properties.load(reader);
            return Optional.of(Long.valueOf(properties.getProperty("pid")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Optional<Long> postgresPid() {
        try (Stream<String> lines = Files.lines(folder.resolve("postgres/data/postmaster.pid"))) {
            return lines.findFirst().map(String::strip).map(Long::valueOf);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Java itself cuts long ones; empty for a process that ended. */
    private static String commandLine(ProcessHandle process) {
        Path file = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
        if (!Files.exists(Path.of("/proc/self/cmdline"))) {
            return process.info().commandLine().orElse("");
        }
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }
}
