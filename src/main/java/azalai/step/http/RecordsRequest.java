package azalai.step.http;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Reads a dataset page by page over {@code /records}: counts what is to come and gives an iterator of pages. */
public final class RecordsRequest implements Processor, CamelContextAware {
    private CamelContext context;
    private String url;
    private String orderBy;
    private String key;

    @Override
    public void process(Exchange exchange) {
        Fetch fetch = Fetch.of(exchange);
        Opendatasoft api = new Opendatasoft(context, url);
        fetch.expect(api.count(fetch.dataset(), fetch.where()));
        exchange.getMessage().setBody(new RecordsPages(fetch, api, orderBy, key));
    }

    /** The API's address, without a path of its own. */
    public void setUrl(String url) {
        this.url = url.replaceAll("/+$", "");
    }

    /** The order of the records in the API's words: the publication date first. */
    public void setOrderBy(String orderBy) {
        this.orderBy = orderBy;
    }

    /** The field that tells records of one day apart. */
    public void setKey(String key) {
        this.key = key;
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
