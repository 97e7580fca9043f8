package azalai.service.servers;

import azalai.config.DataFolder;
import azalai.config.Home;
import azalai.error.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The embedded servers of one data folder, seen from outside their JVM: whether they run, how they are started and
 * stopped. Their process is the one that holds the folder's {@code services.lock}.
 */
public final class EmbeddedServers {
    /** A server the child can start, by the option that asks for it. */
    public enum Server {
        KAFKA("Kafka", "--kafka", "KAFKA_BROKERS"),
        POSTGRES("PostgreSQL", "--postgres", "POSTGRES_URL"),
        SAMPLE("the sample API", "--sample", null);

        private final String title;
        private final String option;
        private final String variable;

        Server(String title, String option, String variable) {
            this.title = title;
            this.option = option;
            this.variable = variable;
        }

        /** Its name for people. */
        public String title() {
            return title;
        }
    }

    /** What is known of servers that run. */
    public record Running(Addresses addresses, long pid, boolean attached, String sampleControlToken) {
        /** Whether this server is among them. */
        public boolean has(Server server) {
            return server == Server.SAMPLE
                    ? sampleControlToken != null
                    : addresses.byVariable().containsKey(server.variable);
        }
    }

    private static final String NO_ADDRESS = "http://sample-api";
    private static final Duration STOP_WITHIN = Duration.ofSeconds(70);

    private final Home home;
    private final DataFolder data;

    /** The servers of this data folder. */
    public EmbeddedServers(Home home, DataFolder data) {
        this.home = home;
        this.data = data;
    }

    /** The running servers' addresses; empty if none run. */
    public Optional<Running> running() {
        Path file = data.resolve("services.properties");
        if (!locked() || !Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Failure("The servers' addresses in %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
        return Optional.of(new Running(
                Addresses.of(properties),
                Long.parseLong(properties.getProperty("pid")),
                Boolean.parseBoolean(properties.getProperty("attached")),
                properties.getProperty("SAMPLE_CONTROL_TOKEN")));
    }

    /** Where the sample API of a data folder was last, and will be again if it can; a name in its stead before the first start. */
    public static String sampleAddress(Path folder) {
        Path file = folder.resolve("ports.properties");
        Properties ports = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            ports.load(reader);
        } catch (java.nio.file.NoSuchFileException e) {
            return NO_ADDRESS;
        } catch (IOException e) {
            throw new Failure("The servers' ports in %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
        String port = ports.getProperty("sample");
        return port == null ? NO_ADDRESS : "http://127.0.0.1:" + port;
    }

    /** Whether a process of servers lives, ready or not. */
    public boolean locked() {
        Path file = data.resolve("services.lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (IOException e) {
            throw new Failure("The lock %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Starts the servers and returns when they are ready.
     *
     * @param attached whether they stop when this process ends, however it ends
     * @param world what the sample API serves; null if none is asked for
     * @param progress takes the child's lines
     * @return the child; with {@code attached}, closing its standard input stops it
     * @throws Failure with the child's own sentence if it cannot start
     */
    public Process start(Collection<Server> servers, SampleWorld world, boolean attached, Consumer<String> progress) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command(servers, world, attached));
            // Without it the JVM refuses a data folder whose name is not ASCII.
            builder.environment().put("LC_ALL", "C.UTF-8");
            Process process = builder.start();
            if (!attached) {
                process.getOutputStream().close();
            }
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals("ready")) {
                    return process;
                }
                progress.accept(line);
            }
            String error = process.errorReader(StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .reduce((first, last) -> last)
                    .orElse("The embedded servers ended without a word: see " + data.resolve("log/services.log") + ".");
            process.waitFor();
            throw new Failure(error);
        } catch (IOException e) {
            throw new Failure("The embedded servers cannot be started: %s.".formatted(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while the embedded servers were starting.", e);
        }
    }

    /** Stops a child that {@link #start} started attached, by closing its life line. */
    public static void stop(Process process) {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Stops servers that another process started, and waits until they are gone. */
    public void stop(Running running) {
        Optional<ProcessHandle> handle = ProcessHandle.of(running.pid());
        handle.ifPresent(ProcessHandle::destroy);
        try {
            if (handle.isPresent()) {
                handle.get().onExit().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new Failure(
                    "The embedded servers (process %d) do not stop: see %s."
                            .formatted(running.pid(), data.resolve("log/services.log")),
                    e);
        }
    }

    private List<String> command(Collection<Server> servers, SampleWorld world, boolean attached) {
        List<String> command = new ArrayList<>();
        if (!attached) {
            // The terminal that starts them may be closed.
            command.add("nohup");
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // A broker for one user: small, and started often. C1 and the serial collector halve its start.
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:ErrorFile=" + data.resolve("log/hs_err_%p.log"),
                "-cp",
                home.classPath("embedded", "azalai-embedded.jar"),
                "azalai.embedded.EmbeddedServers",
                "--data",
                data.folder().toString()));
        servers.forEach(server -> command.add(server.option));
        if (world != null) {
            add(command, "--sample-count", world.count());
            add(command, "--sample-dataset", world.dataset());
            add(command, "--sample-date", world.date());
            add(command, "--sample-file", world.file());
        }
        if (attached) {
            command.add("--attached");
        }
        return command;
    }

    private static void add(List<String> command, String option, Object value) {
        if (value != null) {
            command.addAll(List.of(option, value.toString()));
        }
    }
}
