package azalai.step.http;

import azalai.ledger.CursorKind;
import azalai.ledger.Cursors;
import azalai.run.DeadLetterCounts;
import azalai.run.Run;
import azalai.run.Work;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The last step of publishing, after every acknowledgement: moves the cursor to the greatest value that was read. */
public final class CursorStore implements Processor, CamelContextAware {
    private CamelContext context;

    @Override
    public void process(Exchange exchange) {
        Work work = Work.of(exchange);
        Run run = work.run();
        DeadLetterCounts.check(context, run, work.counts());
        Fetch fetch = Fetch.of(exchange);
        if (fetch.beyond() != null) {
            run.notice(
                    "Some records are dated in the future, up to %s: they are loaded, the cursor stays at %s at most."
                            .formatted(fetch.beyond(), fetch.kind() == CursorKind.DAY ? "today" : "now"));
        }
        boolean backfill = run.request().from() != null;
        if (fetch.reached() != null && !backfill) {
            context.getRegistry()
                    .findSingleByType(Cursors.class)
                    .advance(run.pipeline(), run.source(), fetch.kind(), fetch.reached());
        }
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
