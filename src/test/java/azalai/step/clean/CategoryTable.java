package azalai.step.clean;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Stands in for the component {@code jdbc} with a table of two categories, and remembers what it was asked. */
final class CategoryTable extends DefaultComponent {
    private static final Map<String, String> ROWS = Map.of("alimentation", "Food", "autres", "Other");

    final List<String> asked = new ArrayList<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        parameters.clear();
        return new DefaultEndpoint(uri, this) {
            @Override
            public Producer createProducer() {
                return new DefaultProducer(this) {
                    @Override
                    public void process(Exchange exchange) {
                        answer(exchange);
                    }
                };
            }

            @Override
            public org.apache.camel.Consumer createConsumer(org.apache.camel.Processor processor) {
                throw new UnsupportedOperationException("a table is only asked");
            }
        };
    }

    private void answer(Exchange exchange) {
        Map<?, ?> parameters = exchange.getMessage().getHeader("CamelJdbcParameters", Map.class);
        String key = (String) parameters.get("value");
        asked.add(exchange.getMessage().getBody(String.class) + " <- " + key);
        String name = ROWS.get(key);
        exchange.getMessage().setBody(name == null ? List.of() : List.of(Map.of("categorie_en", name)));
    }
}
