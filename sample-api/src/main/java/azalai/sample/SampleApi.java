package azalai.sample;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The sample API's server, on the loopback address only: the sources, each below its path, and {@code /control/} for those
 * who know the token.
 */
public final class SampleApi implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SampleApi.class.getName());
    private static final int BACKLOG = 128;
    /** Generous, as nobody's quota is at stake; the headers are there to be read. */
    private static final long QUOTA = 1_000_000;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Stage stage;
    private final Clock clock;
    private final Faults faults = new Faults();
    private final String controlToken = token();
    private final Control control;

    private SampleApi(HttpServer server, Stage stage, Clock clock) {
        this.server = server;
        this.stage = stage;
        this.clock = clock;
        this.control = new Control(controlToken, stage, faults);
        threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "sample-api");
            thread.setDaemon(true);
            return thread;
        });
        server.createContext("/", this::answer);
        server.createContext(Control.BASE, control);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Starts a server.
     *
     * @param port where to listen, 0 for any free port
     * @throws IOException with one sentence if the port is taken or a source cannot show that
     * @throws IllegalArgumentException with one sentence if an option is out of range
     */
    public static SampleApi start(int port, SampleOptions options) throws IOException {
        return start(port, options, Clock.systemUTC());
    }

    static SampleApi start(int port, SampleOptions options, Clock clock) throws IOException {
        // Headers and body leave in two packets: without this each small answer waits 40 ms for an acknowledgement.
        setDefault("sun.net.httpserver.nodelay", "true");
        // Clients pool connections: one that rests between two runs is not to be closed under them.
        setDefault("sun.net.httpserver.idleInterval", "300");
        Stage stage = new Stage(options, clock);
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
            return new SampleApi(HttpServer.create(address, BACKLOG), stage, clock);
        } catch (IOException e) {
            stage.close();
            throw new IOException(
                    "The sample API cannot listen on 127.0.0.1:" + port + " (" + e.getMessage()
                            + "): use another port.",
                    e);
        }
    }

    private static void setDefault(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private static String token() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void answer(HttpExchange http) throws IOException {
        String path = http.getRequestURI().getPath();
        quota(http, control.note(http.getRequestMethod(), http.getRequestURI().toString()));
        Fault fault = faults.take(path);
        if (faults.plays(fault, http)) {
            return;
        }
        try {
            stage.find(path).answer(new SampleExchange(http, stage.day(), fault));
        } catch (ApiError e) {
            error(http, e.status(), e.code(), e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The sample API failed at " + http.getRequestURI(), e);
            if (http.getResponseCode() < 0) {
                error(http, 500, "InternalError", "The sample API failed: " + e);
            }
            throw e;
        }
    }

    private static void error(HttpExchange http, int status, String code, String message) throws IOException {
        SampleExchange.send(http, status, Map.of("error_code", code, "message", message));
    }

    /** The reset time comes as an epoch and as ISO text in turn: both were seen. */
    private void quota(HttpExchange http, long number) {
        LocalDate tomorrow = LocalDate.now(clock.withZone(ZoneOffset.UTC)).plusDays(1);
        String reset = number % 2 == 0 ? tomorrow + "T00:00:00Z" : Long.toString(tomorrow.toEpochDay() * 86_400L);
        http.getResponseHeaders().set("X-RateLimit-Limit", Long.toString(QUOTA));
        http.getResponseHeaders().set("X-RateLimit-Remaining", Long.toString(Math.max(1_000, QUOTA - number)));
        http.getResponseHeaders().set("X-RateLimit-Reset", reset);
    }

    /** The server's address, without a path: what {@code recalls.api.url} is set to. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The address under the name of each pipeline's environment variable, such as {@code RECALLS_API_URL}. */
    public Map<String, String> addresses() {
        Map<String, String> addresses = new LinkedHashMap<>();
        stage.showings()
                .keySet()
                .forEach(source ->
                        addresses.put(source.pipeline().toUpperCase(Locale.ROOT) + "_API_URL", uri().toString()));
        return addresses;
    }

    /** The bearer token of {@code /control/}, new with every start. */
    public String controlToken() {
        return controlToken;
    }

    /**
     * Serves this from now on; requests under way end with what they began with.
     *
     * @throws IOException with one sentence if a source cannot show it; what was served before stays
     */
    public void world(SampleOptions options) throws IOException {
        stage.show(options);
    }

    /** Ends every connection and thread. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
            stage.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("A source of the sample API could not be closed.", e);
        }
    }
}
