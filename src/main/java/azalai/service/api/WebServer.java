package azalai.service.api;

import azalai.config.Configuration;
import azalai.config.DataFolder;
import azalai.error.Failure;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one Jetty for people and programs, on {@code http.host} and {@code http.port}, with one login before everything. */
public final class WebServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    /** What the heap of 256 MB holds beside the runs: some 15 MB each. */
    private static final int PUSHES = 4;

    private static final int QUESTIONS = 30;
    /** A subscriber of a stream holds a thread for as long as it listens, others only while they are worked on. */
    private static final int THREADS = StreamApi.MOST_SUBSCRIBERS + PUSHES + QUESTIONS + 16;
    /** Beyond, the next waits for one to end, and idle ones end sooner. */
    private static final int CONNECTIONS = 500;

    /** Linux would take up to 4 MB from each who does not read. */
    private static final int SEND_BUFFER = 256 * 1024;

    /** Requests under way are answered, but nobody waits longer for them. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);

    private final Server server;
    private final ServerConnector connector;
    private final String host;

    private WebServer(Server server, ServerConnector connector, String host) {
        this.server = server;
        this.connector = connector;
        this.host = host;
    }

    /**
     * Opens the port; the routes that answer under {@code /api} come by themselves once they are started.
     *
     * @param tell takes the new password, where one was made
     * @throws Failure naming the port if it cannot be opened
     */
    static WebServer open(Configuration configuration, DataFolder data, Consumer<String> tell) {
        String host = configuration.get("http.host");
        int port = Integer.parseInt(configuration.get("http.port"));
        Passwords passwords = Passwords.open(configuration, data);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("http");
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptedSendBufferSize(SEND_BUFFER);
        server.addConnector(connector);
        connector.addBean(new SlowHeaders(server));
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
        ContextHandlerCollection contexts = new ContextHandlerCollection();
        contexts.addHandler(new ApiRequests(
                new BodyReceiver(data.folder(), RequestLimit.of(PUSHES, QUESTIONS, CONNECTIONS, api()))));
        Login login = new Login(passwords, new LoginThrottle(System::nanoTime));
        server.setHandler(new GracefulHandler(new SlowReaders(new LoginFilter(contexts, new Origins(host), login))));
        server.setStopTimeout(STOP_WITHIN.toMillis());
        server.setErrorHandler(new JsonErrors());
        try {
            server.start();
            passwords.makeIfMissing().ifPresent(tell);
        } catch (Exception e) {
            stop(server);
            throw e instanceof Failure failure ? failure : refused(host, port, e);
        }
        return new WebServer(server, connector, host);
    }

    /**
     * Looks whether the port is free, which is cheaper to know before servers start.
     *
     * @throws Failure naming the port if it cannot be opened
     */
    public static void check(Configuration configuration) {
        String host = configuration.get("http.host");
        int port = Integer.parseInt(configuration.get("http.port"));
        try (ServerSocket socket = new ServerSocket()) {
            // As Jetty opens it: what a client of an earlier up left behind on the port does not count.
            socket.setReuseAddress(true);
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (address.isUnresolved()) {
                throw new UnknownHostException(host);
            }
            socket.bind(address);
        } catch (IOException e) {
            throw refused(host, port, e);
        }
    }

    private static ServletContextHandler api() {
        ServletContextHandler context = new ServletContextHandler("/api", ServletContextHandler.NO_SESSIONS);
        ServletHolder servlet = new ServletHolder("CamelServlet", new CamelHttpTransportServlet());
        servlet.setInitOrder(1);
        context.addServlet(servlet, "/*");
        context.setErrorHandler(new JsonErrors());
        return context;
    }

    private static Failure refused(String host, int port, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    && String.valueOf(cause.getMessage()).contains("in use")) {
                return new Failure(
                        "Port %d on %s is taken by another program: stop that, or set another http.port (0 = any free one)."
                                .formatted(port, host),
                        e);
            }
            if (cause instanceof BindException
                    || cause instanceof UnknownHostException
                    || cause instanceof java.nio.channels.UnresolvedAddressException) {
                return new Failure(
                        "Port %d on %s cannot be opened (%s): correct http.host and http.port."
                                .formatted(port, host, cause.getMessage()),
                        e);
            }
        }
        String why =
                e instanceof IOException && e.getCause() != null ? e.getCause().getMessage() : e.getMessage();
        return new Failure("Port %d on %s cannot be opened: %s.".formatted(port, host, why), e);
    }

    /** Where it answers, as a person writes it: {@code http://127.0.0.1:8080}. */
    public String url() {
        String name = host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return "http://%s:%d".formatted(name.contains(":") ? "[" + name + "]" : name, connector.getLocalPort());
    }

    @Override
    public void close() {
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("The HTTP server did not stop in order", e);
        }
    }
}
