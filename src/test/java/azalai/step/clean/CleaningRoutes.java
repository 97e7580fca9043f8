package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.PageStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;

/** A Camel context with the project's real kamelets, and the route files a test names. */
final class CleaningRoutes implements AutoCloseable {
    final DefaultCamelContext context = new DefaultCamelContext();
    final CategoryTable categories = new CategoryTable();

    CleaningRoutes(String... files) throws Exception {
        KameletComponent kamelets = new KameletComponent();
        kamelets.setLocation("file:../routes/kamelets");
        context.addComponent("kamelet", kamelets);
        context.addComponent("jdbc", categories);
        for (String file : files) {
            load(file, Files.readString(Path.of("../routes/recalls", file)));
        }
        context.start();
    }

    /** Adds routes written in a test. */
    void load(String name, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(org.apache.camel.support.ResourceHelper.fromString(name, yaml));
    }

    /** Sends a page of copies of the records through a route and gives back the page that comes out. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> clean(String uri, List<Map<String, Object>> records, Counts counts) {
        List<Map<String, Object>> page = new ArrayList<>();
        records.forEach(record -> page.add(new LinkedHashMap<>(record)));
        Exchange out = context.createFluentProducerTemplate()
                .to(uri)
                .withExchange(() -> exchange(page, counts))
                .send();
        if (out.getException() != null) {
            throw new IllegalStateException(out.getException().getMessage(), out.getException());
        }
        return out.getMessage().getBody(List.class);
    }

    private Exchange exchange(List<Map<String, Object>> page, Counts counts) {
        Exchange exchange = context.getEndpoint("direct:test").createExchange();
        exchange.setProperty(PageStep.COUNTS, counts);
        exchange.getMessage().setBody(page);
        return exchange;
    }

    @Override
    public void close() throws IOException {
        context.close();
    }
}
