package azalai.step.http;

import azalai.page.Counts;
import azalai.run.SomeRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What the tests of both ways to read share: a server, and the application's own routes for asking it. */
abstract class PagesTest {
    private static CamelContext context;

    ExploreServer server;
    Counts counts;

    @BeforeAll
    static void startCamel() throws Exception {
        context = new DefaultCamelContext();
        context.getRegistry().bind("httpRetry", new HttpRetry());
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(
                        PluginHelper.getResourceLoader(context).resolveResource("classpath:camel/http-get.camel.yaml"));
        context.start();
    }

    @AfterAll
    static void stopCamel() {
        context.stop();
    }

    @BeforeEach
    void startServer() throws IOException {
        server = new ExploreServer();
        counts = new Counts();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    Opendatasoft api() {
        return new Opendatasoft(context, server.url());
    }

    /** A reading with this condition, counted already; null = everything. */
    Fetch fetch(String where) {
        Fetch fetch = new Fetch("d", where, "day", azalai.ledger.CursorKind.DAY, SomeRun.begun(), counts);
        fetch.expect(api().count("d", where));
        return fetch;
    }

    static List<Map<String, Object>> all(Pages pages) throws IOException {
        List<Map<String, Object>> all = new ArrayList<>();
        try (pages) {
            pages.forEachRemaining(all::addAll);
        }
        return all;
    }
}
