package azalai.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The processes of this data folder's PostgreSQL, found by their command lines: programs are started by their full
 * path, and a server's children carry its name in their titles. A process number alone proves nothing, the system gives
 * it away again.
 */
final class PostgresProcesses {
    private final String programs;
    private final String name;

    /** @param folder holds the data and the binaries */
    PostgresProcesses(Path folder) {
        this.programs = folder + "/bin-";
        byte[] path = folder.toString().getBytes(StandardCharsets.UTF_8);
        this.name = "azalai-" + UUID.nameUUIDFromBytes(path).toString().substring(0, 13);
    }

    /** @return the cluster name the server must run under */
    String clusterName() {
        return name;
    }

    boolean isOurs(ProcessHandle process) {
        String line = commandLine(process);
        return line.startsWith(programs) || line.startsWith("postgres: " + name + ":");
    }

    /** @return the server itself, empty if the one in the pid file is gone or a stranger */
    Optional<ProcessHandle> server(Path pidFile) throws IOException {
        return named(pidFile).filter(this::isOurs);
    }

    /** @return the living process whose number stands in the pid file, whoever it is */
    Optional<ProcessHandle> named(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> line.matches("\\d{1,10}"))
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line)));
        }
    }

    List<ProcessHandle> running() {
        return ProcessHandle.allProcesses().filter(this::isOurs).toList();
    }

    /** @return empty for a process that is gone, or dead and not yet buried by its parent */
    private static String commandLine(ProcessHandle process) {
        Path file = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
        try {
            // Of another user's process Java tells nothing, but Linux does.
            return Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    : process.info().commandLine().orElse("");
        } catch (IOException e) {
            return ""; // it ended while we looked
        }
    }
}
