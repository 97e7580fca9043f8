package azalai.cli;

import azalai.config.Configuration;
import azalai.config.DataFolder;
import azalai.config.Home;
import azalai.config.Setting;
import azalai.config.Setting.Role;
import azalai.database.Database;
import azalai.error.Failure;
import azalai.error.Refusal;
import azalai.ledger.Ledger;
import azalai.service.control.ControlServer;
import azalai.service.servers.Addresses;
import azalai.service.servers.EmbeddedServers;
import azalai.service.servers.EmbeddedServers.Running;
import azalai.service.servers.EmbeddedServers.Server;
import azalai.service.servers.SampleControl;
import azalai.service.servers.SampleWorld;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/**
 * What one command works with: its configuration, its data folder, and the servers it needs, started here if they are
 * embedded and do not run yet. Closing it stops what it started.
 */
final class Session implements AutoCloseable {
    /** An orderly stop takes 30 s at most; on top of it a start that was under way. */
    private static final Duration ENDING = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final CommonOptions options;
    private final Configuration configuration;
    private final DataFolder data;
    private final EmbeddedServers servers;
    private Process started;
    private boolean owner;

    Session(CommonOptions options) {
        this.options = options;
        Terminal.name(options.folder());
        Map<String, String> defined = new TreeMap<>(options.defined());
        if (options.data != null) {
            defined.put("azalai.data", options.data.toAbsolutePath().toString());
        }
        Configuration plain = Configuration.load(Home.find(), defined, System.getenv());
        this.configuration = options.sample.wanted() ? sampleOf(plain) : plain;
        this.data = DataFolder.open(configuration.data());
        System.setProperty("azalai.log", data.resolve("log/azalai.log").toString());
        startLog();
        this.servers = new EmbeddedServers(configuration.home(), data);
    }

    /** On a thread that a signal does not interrupt: Log4j that is interrupted as it starts ends by a stack trace. */
    private static void startLog() {
        Thread start = new Thread(() -> LoggerFactory.getLogger(Session.class), "log");
        start.start();
        boolean interrupted = false;
        while (start.isAlive()) {
            try {
                start.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    Configuration configuration() {
        return configuration;
    }

    DataFolder data() {
        return data;
    }

    EmbeddedServers servers() {
        return servers;
    }

    boolean sample() {
        return options.sample.wanted();
    }

    /** Whether nothing was ever stored: the database is embedded and was not started yet. */
    boolean isFresh() {
        return configuration.embedded("postgres.url")
                && !servers.locked()
                && !Files.exists(data.resolve("postgres/data/PG_VERSION"));
    }

    /** What the command line and the environment set, by name: another application has settings of its own. */
    Map<String, String> given() {
        Map<String, String> given = new TreeMap<>(configuration.comparable());
        given.keySet().removeIf(name -> !configuration.overridden(name));
        // The folder is how that application was found; a sample's day and file count as what they make of its world.
        given.remove("azalai.data");
        Stream.of(Role.SAMPLE_DATE, Role.SAMPLE_FILE)
                .flatMap(role -> configuration.declared(role).stream())
                .forEach(setting -> given.remove(setting.name()));
        given.putAll(options.sample.given(configuration));
        return given;
    }

    /**
     * Every setting that {@link #given()} may name, as it was given here and with the servers' addresses in it.
     *
     * @param resolved the configuration with those addresses
     */
    List<Map<String, String>> settings(Configuration resolved) {
        Map<String, String> settings = new TreeMap<>(configuration.comparable());
        settings.putAll(options.sample.given(configuration));
        return List.of(settings, resolved.comparable());
    }

    /** Takes the folder as its one owner. @throws Failure if another azalai has it */
    FileLock own() {
        return ownIfFree()
                .orElseThrow(() -> new Failure(
                        "Another azalai works on the data folder %s: wait for it to end, or give another folder with --data."
                                .formatted(data.folder())));
    }

    /** Takes the folder as its one owner; empty if another azalai has it. */
    Optional<FileLock> ownIfFree() {
        Optional<FileLock> lock = data.lock();
        owner = lock.isPresent();
        if (owner) {
            ControlServer.forget(data);
        }
        return lock;
    }

    /**
     * The configuration with the addresses of these servers in it. Those that run are used, whoever started them;
     * otherwise they are started and stop with this session.
     */
    Configuration with(Set<Server> wanted) {
        Set<Server> embedded = embedded(wanted);
        if (embedded.isEmpty()) {
            return configuration;
        }
        Addresses addresses = running(embedded).orElseGet(() -> start(embedded, true));
        return withAddresses(addresses);
    }

    /** The run of a pipeline that another process executes; empty if there is none, or no way to ask. */
    Optional<Long> activeRun(String pipeline) {
        Optional<Running> running = servers.running();
        if (configuration.embedded("postgres.url") && running.isEmpty()) {
            return Optional.empty();
        }
        Configuration asked =
                running.map(found -> withAddresses(found.addresses())).orElse(configuration);
        try (Database database = Database.connect(asked)) {
            Ledger ledger = new Ledger(database);
            return ledger.exists() ? ledger.active(pipeline) : Optional.empty();
        }
    }

    /** Of these servers, those that are not the user's own. */
    Set<Server> embedded(Set<Server> wanted) {
        Set<Server> embedded = EnumSet.noneOf(Server.class);
        if (wanted.contains(Server.KAFKA) && configuration.embedded("kafka.brokers")) {
            embedded.add(Server.KAFKA);
        }
        if (wanted.contains(Server.POSTGRES) && configuration.embedded("postgres.url")) {
            embedded.add(Server.POSTGRES);
        }
        if (wanted.contains(Server.SAMPLE) && sample()) {
            embedded.add(Server.SAMPLE);
        }
        return embedded;
    }

    /** Starts servers; {@code attached} ones stop when this session is closed, or with this process. */
    Addresses start(Set<Server> wanted, boolean attached) {
        SampleWorld world = wanted.contains(Server.SAMPLE) ? options.sample.world(configuration) : null;
        Terminal.progress("starting " + names(wanted));
        Process process = servers.start(wanted, world, attached, Terminal::progress);
        if (attached) {
            started = process;
        }
        return servers.running().orElseThrow().addresses();
    }

    /** The running servers once it is clear that they stay: those that are starting or about to end are waited for. */
    Optional<Running> settled(Set<Server> wanted) {
        Optional<Running> running = servers.running();
        if (unsettled(running, wanted)) {
            Terminal.progress("waiting for the servers that another azalai started or stops");
        }
        long until = System.nanoTime() + ENDING.toNanos();
        while (unsettled(running, wanted) && System.nanoTime() < until) {
            if (Thread.currentThread().isInterrupted()) {
                throw new Failure("Interrupted while waiting for the servers of another azalai.");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            running = servers.running();
        }
        return running;
    }

    /** To the folder's owner attached servers are those of one that was cut off: they stop, whatever they still answer. */
    private boolean unsettled(Optional<Running> running, Set<Server> wanted) {
        return running.map(
                        found -> found.attached() && (owner || !wanted.stream().allMatch(found::has)))
                .orElseGet(servers::locked);
    }

    private Optional<Addresses> running(Set<Server> wanted) {
        Optional<Running> running = settled(wanted);
        running.ifPresent(found -> {
            List<Server> missing =
                    wanted.stream().filter(server -> !found.has(server)).toList();
            if (!missing.isEmpty()) {
                throw new Failure(
                        "The embedded servers of %s run without %s: stop them by ./azalai services stop, or wait until they end, and try again."
                                .formatted(data.folder(), names(missing)));
            }
            if (wanted.contains(Server.SAMPLE) && options.sample.choose(configuration)) {
                SampleControl.serve(found, options.sample.world(configuration));
            }
        });
        return running.map(Running::addresses);
    }

    private Configuration withAddresses(Addresses addresses) {
        Map<String, String> settings = new TreeMap<>();
        addresses.asSettings().forEach((name, value) -> {
            if (name.startsWith("kafka.") && configuration.embedded("kafka.brokers")
                    || name.startsWith("postgres.") && configuration.embedded("postgres.url")) {
                settings.put(name, value);
            }
        });
        if (sample()) {
            for (Setting setting : configuration.declared(Role.SAMPLE_ADDRESS)) {
                addresses.source(setting.of()).ifPresent(address -> settings.put(setting.name(), address));
            }
        }
        return configuration.with(settings);
    }

    /** A sample never touches real data: its own folder, its own servers, no address of the user's. */
    private static Configuration sampleOf(Configuration plain) {
        List<String> sources =
                plain.declared(Role.SAMPLE_ADDRESS).stream().map(Setting::name).toList();
        List<String> given = Stream.concat(Stream.of("kafka.brokers", "postgres.url"), sources.stream())
                .filter(plain::overridden)
                .filter(name -> !plain.get(name).isEmpty() && !plain.get(name).equals("embedded"))
                .toList();
        if (!given.isEmpty()) {
            throw new Refusal("--sample uses servers of its own and cannot go together with %s: leave one of them out."
                    .formatted(String.join(", ", given)));
        }
        Path folder = plain.data().resolve("sample");
        Map<String, String> settings = new TreeMap<>(
                Map.of("kafka.brokers", "embedded", "postgres.url", "embedded", "azalai.data", folder.toString()));
        String address = EmbeddedServers.sampleAddress(folder);
        sources.forEach(name -> settings.put(name, address));
        return plain.with(settings);
    }

    private static String names(java.util.Collection<Server> servers) {
        return String.join(", ", servers.stream().map(Server::title).toList());
    }

    @Override
    public void close() {
        // An interrupt was meant for what is over by now; the servers are to end in order.
        Thread.interrupted();
        if (started != null) {
            EmbeddedServers.stop(started);
        }
    }
}
