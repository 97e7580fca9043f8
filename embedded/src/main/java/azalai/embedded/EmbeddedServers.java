package azalai.embedded;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The program that runs the servers of a data folder until it is told to stop. Its stdout tells the progress and, when
 * everything answers, {@code ready}; its stderr holds one sentence if it fails. Exit code 0 stopped in order, 1 failed, 2
 * wrong usage, 3 the servers of this folder are already running.
 */
public final class EmbeddedServers {
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int RUNNING_ALREADY = 3;

    /** For an orderly stop; what still runs then is left to the next start. */
    private static final Duration STOP_TIME = Duration.ofSeconds(30);

    private final Options options;
    private final DataFolder folder;
    private final ServicesLog log;
    private final Shutdown shutdown;

    private EmbeddedServers(Options options, DataFolder folder, ServicesLog log) {
        this.options = options;
        this.folder = folder;
        this.log = log;
        this.shutdown = new Shutdown(options.attached() ? Optional.of(System.in) : Optional.empty(), STOP_TIME);
    }

    /** @param args see {@link Options#USAGE} */
    public static void main(String[] args) throws InterruptedException {
        System.exit(run(args, System.out, System.err));
    }

    private static int run(String[] args, PrintStream out, PrintStream err) throws InterruptedException {
        Options options;
        try {
            options = Options.parse(args);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            return WRONG_USAGE;
        }
        try {
            DataFolder folder = DataFolder.open(options.data());
            Optional<FolderLock> lock = FolderLock.take(folder.lock());
            if (lock.isEmpty()) {
                err.println("The servers of " + folder.root() + " are already running"
                        + Optional.ofNullable(
                                        OwnerFile.read(folder.properties()).getProperty("pid"))
                                .map(pid -> " (process " + pid + ").")
                                .orElse("."));
                return RUNNING_ALREADY;
            }
            try {
                return new EmbeddedServers(options, folder, ServicesLog.to(folder.log())).serve(out, err);
            } finally {
                lock.get().close();
            }
        } catch (IOException | RuntimeException e) {
            err.println(ServiceFailure.of("The servers of " + options.data() + " cannot start", e)
                    .getMessage());
            return FAILED;
        }
    }

    private int serve(PrintStream out, PrintStream err) throws IOException {
        Logger logger = LoggerFactory.getLogger(EmbeddedServers.class);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> logger.error("Uncaught in {}", thread.getName(), failure));
        ServerGroup servers = new ServerGroup(servers(), out);
        try {
            Files.deleteIfExists(folder.properties());
            folder.requireRoom();
            publish(servers.start());
            out.println("ready");
            shutdown.await();
            return 0;
        } catch (ServiceFailure e) {
            logger.error("Giving up", e);
            err.println(e.sentence(" (more in " + folder.log() + ")"));
            return FAILED;
        } finally {
            Files.deleteIfExists(folder.properties());
            servers.stop(STOP_TIME);
            shutdown.finished();
        }
    }

    /** In the order in which they stop: who uses another first. */
    private List<Server> servers() {
        Ports ports = new Ports(folder.ports());
        List<Server> servers = new ArrayList<>();
        if (options.sample()) {
            servers.add(new SampleServer(options, ports));
        }
        if (options.kafka()) {
            servers.add(new KafkaServer(folder.kafka(), ports, log, shutdown::fail));
        }
        if (options.postgres()) {
            servers.add(new PostgresServer(folder.postgres(), ports, shutdown::fail));
        }
        return servers;
    }

    private void publish(Map<String, String> addresses) throws IOException {
        Properties properties = new Properties();
        properties.putAll(addresses);
        properties.setProperty("pid", String.valueOf(ProcessHandle.current().pid()));
        properties.setProperty("attached", String.valueOf(options.attached()));
        OwnerFile.write(folder.properties(), properties);
    }
}
