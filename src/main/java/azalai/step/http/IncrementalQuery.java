package azalai.step.http;

import azalai.ledger.CursorKind;
import azalai.page.Counts;
import azalai.run.Run;
import azalai.run.Work;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Decides what a run asks its source for: everything, what was published since a lag before the cursor, or the days of
 * a backfill. The first step of the fetching kamelets.
 */
public final class IncrementalQuery implements Processor, CamelContextAware {
    private CamelContext context;
    private String url;
    private String dataset;
    private String cursorField;
    private String lag = "7d";
    private String fullEvery = "7d";

    @Override
    public void process(Exchange exchange) {
        Work work = Work.of(exchange);
        Run run = work.run();
        Counts counts = work.counts();
        counts.lap("begin");
        String where = where(Increment.of(context, run, url + "/" + dataset, CursorKind.DAY, lag, fullEvery));
        exchange.setProperty(Fetch.PROPERTY, new Fetch(dataset, where, cursorField, CursorKind.DAY, run, counts));
    }

    private String where(Increment asked) {
        if (asked.from() != null) {
            return "%1$s >= '%2$s' and %1$s < '%3$s'"
                    .formatted(cursorField, asked.from(), asked.to().plusDays(1));
        }
        return asked.since() == null ? null : "%s >= '%s'".formatted(cursorField, asked.since());
    }

    /** The API's address, without a path of its own. */
    public void setUrl(String url) {
        this.url = url.replaceAll("/+$", "");
    }

    /** The dataset's id. */
    public void setDataset(String dataset) {
        this.dataset = dataset;
    }

    /** The field with the publication day or instant. */
    public void setCursorField(String cursorField) {
        this.cursorField = cursorField;
    }

    /** How long before the cursor an incremental run begins. */
    public void setLag(String lag) {
        this.lag = lag;
    }

    /** After how long a full run comes round by itself; {@code 0} = never. */
    public void setFullEvery(String fullEvery) {
        this.fullEvery = fullEvery;
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
