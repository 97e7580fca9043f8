package azalai.step.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** What a dataset looks like now: when it was modified and how many records it has. Cheap beside reading it. */
public final class DatasetProbe implements Processor, CamelContextAware {
    private CamelContext context;
    private String url;
    private String dataset;

    @Override
    public void process(Exchange exchange) {
        JsonNode metas = new Opendatasoft(context, url)
                .get(dataset, "", Map.of())
                .path("metas")
                .path("default");
        exchange.getMessage()
                .setBody(metas.path("modified").asText() + " "
                        + metas.path("records_count").asText());
    }

    /** The API's address, without a path of its own. */
    public void setUrl(String url) {
        this.url = url.replaceAll("/+$", "");
    }

    /** The dataset's id. */
    public void setDataset(String dataset) {
        this.dataset = dataset;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }
}
