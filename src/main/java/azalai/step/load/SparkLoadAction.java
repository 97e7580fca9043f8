package azalai.step.load;

import azalai.config.Durations;
import azalai.run.Work;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step behind {@code spark-load-action}: one load for the run that the exchange carries. */
public final class SparkLoadAction implements Processor, CamelContextAware {
    private CamelContext context;
    private String topic;
    private String table;
    private String version = "";
    private String timeout = "1h";

    @Override
    public void process(Exchange exchange) {
        Work work = Work.of(exchange);
        context.getRegistry()
                .findSingleByType(SparkLoads.class)
                .load(
                        work.run(),
                        work.counts(),
                        topic,
                        table,
                        version.isBlank() ? null : version,
                        Durations.parse("timeout", timeout));
    }

    /** The topic to load from. */
    public void setTopic(String topic) {
        this.topic = topic;
    }

    /** The table to load into, with or without its schema. */
    public void setTable(String table) {
        this.table = table;
    }

    /** The column that orders the versions of a row; empty = the later message wins. */
    public void setVersion(String version) {
        this.version = version;
    }

    /** How long the load may take before it is stopped. */
    public void setTimeout(String timeout) {
        this.timeout = timeout;
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
