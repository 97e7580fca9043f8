package azalai.page;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * A cleaning step behind a kamelet: works in place on the page in the body, a list of records as field-to-value maps, and
 * counts what it did in the task's {@link Counts}.
 */
public abstract class PageStep implements Processor {
    /** The exchange property under which the running task's {@link Counts} travel. */
    public static final String COUNTS = "azalai.counts";

    @Override
    public final void process(Exchange exchange) {
        Counts counts = exchange.getProperty(COUNTS, Counts.class);
        clean(Page.of(exchange), counts == null ? new Counts() : counts);
    }

    /** Cleans the records of one page in place; may remove records from the list. */
    protected abstract void clean(List<Map<String, Object>> page, Counts counts);
}
