package azalai.step.http;

import azalai.run.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.hc.core5.http.io.EofSensorInputStream;

/** Reads a dataset by one streamed export: counts what is to come and gives an iterator of pages, closed with the exchange. */
public final class ExportRequest implements Processor, CamelContextAware {
    private CamelContext context;
    private String url;
    private String orderBy;

    @Override
    public void process(Exchange exchange) {
        Fetch fetch = Fetch.of(exchange);
        Opendatasoft api = new Opendatasoft(context, url);
        fetch.expect(api.count(fetch.dataset(), fetch.where()));
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("where", fetch.where());
        query.put("order_by", orderBy);
        query.put("limit", -1);
        InputStream body = api.stream(exchange, fetch.dataset(), "exports/jsonl", query);
        if (body instanceof EofSensorInputStream stream) {
            // Closing would read on to the end of the export; a cancelled run drops the connection.
            exchange.getProperty(Run.PROPERTY, Run.class).onCancel(() -> abort(stream));
        }
        exchange.getMessage().setBody(new ExportPages(fetch, api, body));
    }

    private static void abort(EofSensorInputStream stream) {
        try {
            stream.abort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The API's address, without a path of its own. */
    public void setUrl(String url) {
        this.url = url.replaceAll("/+$", "");
    }

    /** The order of the records in the API's words: the publication date first. */
    public void setOrderBy(String orderBy) {
        this.orderBy = orderBy;
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
