package azalai.step.http;

import azalai.config.Durations;
import azalai.ledger.Cursors;
import azalai.ledger.RunHistory;
import azalai.page.Counts;
import azalai.run.Run;
import azalai.run.Work;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
        String source = url + "/" + dataset;
        Counts counts = work.counts();
        counts.lap("begin");
        exchange.setProperty(Fetch.PROPERTY, new Fetch(dataset, where(run, source), cursorField, run, counts));
    }

    private String where(Run run, String source) {
        if (run.request().from() != null) {
            run.reads(source, false);
            return "%1$s >= '%2$s' and %1$s < '%3$s'"
                    .formatted(
                            cursorField,
                            run.request().from(),
                            run.request().to().plusDays(1));
        }
        Cursors cursors = bean(Cursors.class);
        LocalDate cursor =
                cursors.find(run.pipeline(), source).map(Cursors.Cursor::value).orElse(null);
        boolean full = run.request().full() || cursor == null || due(run, source);
        if (cursor == null) {
            List<Cursors.Cursor> others = cursors.all(run.pipeline());
            if (!others.isEmpty()) {
                run.notice("The source is now %s instead of %s: this run reads all of it."
                        .formatted(source, others.get(0).source()));
            }
        }
        run.reads(source, full);
        return full
                ? null
                : "%s >= '%s'".formatted(cursorField, cursor.minusDays(wholeDays(Durations.parse("lag", lag))));
    }

    /** The cursor is a day: a part of one reads the whole of it. */
    private static long wholeDays(Duration duration) {
        return duration.plusDays(1).minusNanos(1).toDays();
    }

    private boolean due(Run run, String source) {
        Duration every = Durations.parse("fullEvery", fullEvery);
        if (every.isZero()) {
            return false;
        }
        return bean(RunHistory.class)
                .lastFullSuccess(run.pipeline(), source)
                .map(last -> !last.plus(every).isAfter(Instant.now()))
                .orElse(true);
    }

    private <T> T bean(Class<T> type) {
        return context.getRegistry().findSingleByType(type);
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
