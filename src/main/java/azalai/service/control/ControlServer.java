package azalai.service.control;

import azalai.config.DataFolder;
import azalai.error.Failure;
import azalai.error.Reasons;
import azalai.error.Refusal;
import azalai.error.Sentences;
import azalai.run.RunResult;
import azalai.run.Runs;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The control endpoint of an application that stays up: takes a run, streams its progress a line at a time, and goes on
 * with it when the listener leaves.
 */
public final class ControlServer implements AutoCloseable {
    static final String FILE = "control.properties";
    static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int TOKEN_BYTES = 32;
    /** Whoever waits for a run holds one; a request that does not come within 10 s loses it. */
    private static final int CONNECTIONS = 64;

    static {
        // The only settings that the JDK's server has are those of the JVM, read once; no other one is in this JVM.
        System.setProperty("jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS));
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxReqHeaderSize", "16384");
    }

    private final DataFolder data;
    private final Runs runs;
    private final List<Map<String, String>> settings;
    private final HttpServer server;
    private final String token;
    private final ExecutorService executor = Executors.newCachedThreadPool(task -> new Thread(task, "control"));

    private ControlServer(DataFolder data, Runs runs, List<Map<String, String>> settings) throws IOException {
        this.data = data;
        this.runs = runs;
        this.settings = settings;
        byte[] secret = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(secret);
        this.token = HexFormat.of().formatHex(secret);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/runs", this::run);
    }

    /**
     * Opens the endpoint on a free port and writes where it is into the data folder.
     *
     * @param settings those of the application, by name: as they were given, and as they are now
     */
    public static ControlServer open(DataFolder data, Runs runs, List<Map<String, String>> settings) {
        try {
            ControlServer control = new ControlServer(data, runs, settings);
            control.server.start();
            data.writePrivate(
                    FILE,
                    "port=%d\ntoken=%s\n".formatted(control.server.getAddress().getPort(), control.token));
            return control;
        } catch (IOException e) {
            throw new Failure(
                    "The control endpoint cannot be opened on the loopback: %s.".formatted(e.getMessage()), e);
        }
    }

    /** Deletes what a killed owner left of its endpoint: to be called by the next one. */
    public static void forget(DataFolder data) {
        try {
            Files.deleteIfExists(data.resolve(FILE));
        } catch (IOException e) {
            throw new Failure("The file %s cannot be deleted: %s.".formatted(data.resolve(FILE), Reasons.of(e)), e);
        }
    }

    private void run(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!allowed(exchange)) {
                exchange.sendResponseHeaders(401, -1);
                return;
            }
            AskedRun asked = ControlRequests.run(exchange);
            if (asked == null) {
                return;
            }
            exchange.sendResponseHeaders(200, 0);
            BlockingQueue<Map<String, Object>> lines = new LinkedBlockingQueue<>();
            executor.submit(() -> execute(asked, lines));
            OutputStream out = exchange.getResponseBody();
            Map<String, Object> line;
            do {
                line = lines.take();
                out.write((JSON.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            } while (line.containsKey("progress"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("The listener left; its run goes on", e);
        }
    }

    private void execute(AskedRun asked, BlockingQueue<Map<String, Object>> lines) {
        try {
            asked.check(settings, new Mark(token));
            RunResult result = runs.execute(asked.request(), progress -> lines.add(Map.of("progress", progress)));
            lines.add(Map.of("result", result));
        } catch (RuntimeException e) {
            LOG.error("A run of {} was not started", asked.request().pipeline(), e);
            lines.add(Map.of("error", Sentences.of(e), "exit", e instanceof Refusal ? 2 : 1));
        }
    }

    private boolean allowed(HttpExchange exchange) {
        String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(data.resolve(FILE));
        } catch (IOException e) {
            LOG.warn("{} stays behind; the next owner replaces it", data.resolve(FILE), e);
        }
        server.stop(0);
        executor.shutdownNow();
    }
}
