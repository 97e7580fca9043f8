package azalai.step.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An HTTP server that answers as a test says, and remembers what it was asked. */
final class SomeApi implements AutoCloseable {
    /** What is asked, and how to answer. */
    static final class Asked {
        private final HttpExchange http;
        final Map<String, String> query = new TreeMap<>();

        Asked(HttpExchange http) {
            this.http = http;
            String raw = http.getRequestURI().getRawQuery();
            for (String part : raw == null ? new String[0] : raw.split("&")) {
                String[] sides = (part + "=").split("=", 3);
                query.put(sides[0], URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
            }
        }

        int number(String parameter, int otherwise) {
            return Integer.parseInt(query.getOrDefault(parameter, String.valueOf(otherwise)));
        }

        String header(String name) {
            return http.getRequestHeaders().getFirst(name);
        }

        Asked with(String header, String value) {
            http.getResponseHeaders().add(header, value);
            return this;
        }

        void answer(String body) throws IOException {
            answer(200, body);
        }

        void answer(int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            http.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            http.getResponseBody().write(bytes);
            http.close();
        }

        /** Announces the whole body, sends its beginning and hangs up. */
        void cut(String body, int after) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            http.sendResponseHeaders(200, bytes.length);
            http.getResponseBody().write(bytes, 0, after);
            http.close();
        }
    }

    /** How to answer. */
    interface Answers {
        void to(Asked asked) throws IOException;
    }

    private final HttpServer server;
    private final List<String> asked = new ArrayList<>();
    private Answers answers;

    SomeApi() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", http -> {
            asked.add(http.getRequestURI().toString());
            answers.to(new Asked(http));
        });
        server.start();
    }

    SomeApi answering(Answers how) {
        this.answers = how;
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The path and query of each request. */
    List<String> asked() {
        return asked;
    }

    /** Records {@code {"id":n}} from one number to before another, as a JSON array. */
    static String array(int from, int to) {
        return IntStream.range(from, Math.max(from, to))
                .mapToObj("{\"id\":%d}"::formatted)
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
