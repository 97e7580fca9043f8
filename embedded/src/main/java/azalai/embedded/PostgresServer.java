package azalai.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL, a process of its own that outlives this JVM if that is killed: every start looks for one left behind. */
final class PostgresServer implements Server {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);

    private final Path folder;
    private final Ports ports;
    private final PostgresData data;
    private final PostgresProcesses processes;
    private final Consumer<ServiceFailure> report;
    private PostgresPrograms programs;
    private PostgresWatch watch;

    /** @param report told when the server ends without being asked to */
    PostgresServer(Path folder, Ports ports, Consumer<ServiceFailure> report) {
        this.report = report;
        this.folder = folder;
        this.ports = ports;
        this.data = new PostgresData(folder);
        this.processes = new PostgresProcesses(folder);
    }

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public Map<String, String> start() throws Exception {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path binaries = PostgresBinaries.unpackedIn(folder);
        PostgresUser user = PostgresUser.choose(folder, data.path(), binaries.resolve("bin/postgres"));
        programs = new PostgresPrograms(binaries, user, folder);
        PostgresOrphan.stop(processes, programs, data);
        data.prepare(programs);
        int port = ports.port("postgres");
        run(port);
        return Map.of(
                "POSTGRES_URL",
                "jdbc:postgresql://127.0.0.1:" + port + "/" + PostgresData.NAME,
                "POSTGRES_USER",
                PostgresData.NAME,
                "POSTGRES_PASSWORD",
                data.password());
    }

    private void run(int port) throws IOException, InterruptedException {
        Path log = log();
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        programs.user().give(Files.createFile(log, DataFolder.OWNER_FILE));
        Command.Result result = programs.start(data.path(), log, PostgresSettings.of(port, processes.clusterName()));
        if (!result.succeeded()) {
            throw new ServiceFailure("PostgreSQL did not start in " + folder + ": "
                    + PostgresMessages.reason(result.output() + Files.readString(log)));
        }
        ProcessHandle server = processes
                .server(data.pidFile())
                .orElseThrow(() -> new ServiceFailure("PostgreSQL ended as soon as it had started in " + folder + "."));
        watch = new PostgresWatch(processes, server, log, () -> report.accept(ended()));
    }

    private ServiceFailure ended() {
        try {
            return new ServiceFailure(
                    "PostgreSQL ended by itself: " + PostgresMessages.reason(Files.readString(log())));
        } catch (IOException e) {
            return new ServiceFailure("PostgreSQL ended by itself", e);
        }
    }

    private Path log() {
        return folder.resolve("server.log");
    }

    @Override
    public void stop(Duration atMost) throws Exception {
        if (programs == null) {
            return;
        }
        if (watch != null) {
            watch.close();
        }
        Duration half = atMost.dividedBy(2);
        if (processes.server(data.pidFile()).isPresent() && !programs.stop(data.path(), "fast", half)) {
            LOG.warn("A fast shutdown took longer than {} s", half.toSeconds());
            programs.stop(data.path(), "immediate", Duration.ofSeconds(5));
        }
        PostgresOrphan.stop(processes, programs, data);
    }
}
