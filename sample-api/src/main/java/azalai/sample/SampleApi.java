package azalai.sample;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The sample API's server, on the loopback address only. It serves the datasets {@code rappelconso0} and
 * {@code rappelconso-v2-gtin-espaces} below {@code /api/explore/v2.1/catalog/datasets/}, and {@code /control/} to those
 * who know the token.
 */
public final class SampleApi implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads;
    private final Catalog catalog;
    private final String controlToken;

    private SampleApi(HttpServer server, ExecutorService threads, Catalog catalog, String controlToken) {
        this.server = server;
        this.threads = threads;
        this.catalog = catalog;
        this.controlToken = controlToken;
    }

    /**
     * Starts a server.
     *
     * @param port where to listen, 0 for any free port
     * @throws IOException with one sentence if the port is taken or the sample file cannot be served
     * @throws IllegalArgumentException with one sentence if the count is out of range
     */
    public static SampleApi start(int port, SampleOptions options) throws IOException {
        return start(port, options, Clock.systemUTC());
    }

    static SampleApi start(int port, SampleOptions options, Clock clock) throws IOException {
        // Headers and body leave in two packets: without this each small answer waits 40 ms for an acknowledgement.
        setDefault("sun.net.httpserver.nodelay", "true");
        // Clients pool connections: one that rests between two runs is not to be closed under them.
        setDefault("sun.net.httpserver.idleInterval", "300");
        Catalog catalog = new Catalog(options, clock);
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), BACKLOG);
        } catch (IOException e) {
            catalog.close();
            throw new IOException(
                    "The sample API cannot listen on 127.0.0.1:" + port + " (" + e.getMessage()
                            + "): use another port.",
                    e);
        }
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "sample-api-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        String token = token();
        Faults faults = new Faults();
        RequestLog log = new RequestLog();
        server.createContext("/", new ApiHandler(catalog, faults, log, clock));
        server.createContext(ControlHandler.BASE, new ControlHandler(token, catalog, faults, log));
        server.setExecutor(threads);
        server.start();
        return new SampleApi(server, threads, catalog, token);
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

    /** The server's address, without a path: what {@code recalls.api.url} is set to. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The bearer token of {@code /control/}, new with every start. */
    public String controlToken() {
        return controlToken;
    }

    /**
     * Serves another world or file from now on; requests under way end with what they began with.
     *
     * @throws IOException with one sentence if the sample file cannot be served; what was served before stays
     */
    public void world(SampleOptions options) throws IOException {
        catalog.serve(options);
    }

    /** Ends every connection and thread. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            threads.awaitTermination(5, TimeUnit.SECONDS);
            catalog.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("The sample file could not be closed.", e);
        }
    }
}
