package azalai.step.clean;

import static azalai.page.Pages.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import azalai.page.Counts;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kamelet {@code enrich-lookup-action} before a table, an HTTP service and a route. */
class EnrichLookupTest {
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Counts counts = new Counts();
    private HttpServer server;
    private CleaningRoutes routes;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        routes = new CleaningRoutes();
    }

    @AfterEach
    void stop() throws IOException {
        routes.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        requests.add(exchange.getRequestMethod() + " " + path);
        int status = path.endsWith("none") ? 404 : path.endsWith("broken") ? 500 : 200;
        byte[] body = "{\"name\":\"Épicerie\",\"size\":3}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void route(String parameters) throws Exception {
        routes.load("lookup.camel.yaml", """
                - route:
                    id: lookup
                    from:
                      uri: direct:lookup
                      steps:
                        - to:
                            uri: kamelet:enrich-lookup-action
                            parameters:
                """ + parameters.indent(14));
    }

    private String http() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private List<Map<String, Object>> clean(Object... values) {
        List<Map<String, Object>> page =
                Arrays.stream(values).map(value -> record("from", value)).toList();
        return routes.clean("direct:lookup", page, counts);
    }

    @Test
    void a_page_asks_a_table_once_for_each_value_that_is_not_known() throws Exception {
        route("""
                from: from
                into: into
                lowerCase: true
                uri: "jdbc:dataSource?useHeadersAsParameters=true"
                query: "SELECT name FROM category WHERE id = :?value"
                """);

        assertThat(clean("Autres", "Alimentation", "autres", null, "Jardin'; --"))
                .extracting(record -> record.get("into"))
                .containsExactly("Other", "Food", "Other", null, null);
        clean("AUTRES", "Jardin'; --");

        String query = "SELECT name FROM category WHERE id = :?value <- ";
        assertThat(routes.categories.asked)
                .containsExactly(query + "autres", query + "alimentation", query + "jardin'; --");
        assertThat(counts.toMap()).containsExactly(entry("unmatched.into", 2L));
    }

    @Test
    void an_answer_that_is_too_old_is_asked_for_again() throws Exception {
        route("""
                from: from
                into: into
                timeToLive: 0s
                uri: "jdbc:dataSource?useHeadersAsParameters=true"
                query: "SELECT 1"
                """);

        clean("autres", "autres");
        clean("autres");

        assertThat(routes.categories.asked).hasSize(2);
    }

    @Test
    void an_http_service_is_asked_with_the_value_encoded_and_gives_a_field() throws Exception {
        route("""
                from: from
                into: into
                field: name
                uri: "%s/shops"
                httpQuery: "RAW(name={value}&exact=1)"
                """.formatted(http()));

        assertThat(clean("a b&c/é")).extracting(record -> record.get("into")).containsExactly("Épicerie");
        assertThat(requests).containsExactly("GET /shops?name=a%20b%26c%2F%C3%A9&exact=1");
    }

    @Test
    void http_status_404_is_no_match() throws Exception {
        route("""
                from: from
                into: into
                field: name
                uri: "%s/shops"
                httpPath: "/{value}"
                """.formatted(http()));

        assertThat(clean("none", "é/b"))
                .containsExactly(record("from", "none", "into", null), record("from", "é/b", "into", "Épicerie"));
        assertThat(requests).containsExactly("GET /shops/none", "GET /shops/%C3%A9%2Fb");
        assertThat(counts.toMap()).containsExactly(entry("unmatched.into", 1L));
    }

    @Test
    void a_look_up_that_fails_fails_the_page_and_never_reads_as_no_match() throws Exception {
        route("""
                from: from
                into: into
                field: name
                uri: "%s/shops"
                httpPath: "/{value}"
                """.formatted(http()));

        assertThatThrownBy(() -> clean("broken", "some"))
                .hasMessageContaining("look-up of into for 'broken' failed")
                .hasMessageContaining("500");
        assertThat(requests).as("no further value is asked").hasSize(1);
        assertThat(counts.toMap()).isEmpty();
    }

    @Test
    void a_route_of_the_user_can_answer() throws Exception {
        route("""
                from: from
                into: into
                uri: direct:answer
                """);
        routes.load("answer.camel.yaml", """
                - route:
                    id: answer
                    from:
                      uri: direct:answer
                      steps:
                        - setBody:
                            simple: "seen ${body}"
                """);

        assertThat(clean("a")).extracting(record -> record.get("into")).containsExactly("seen a");
    }
}
