package azalai.run;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step behind {@code run-pipeline-action}: whatever begins the route, a file or a message, runs the pipeline. */
public final class RunPipelineAction implements Processor, CamelContextAware {
    private CamelContext context;
    private String pipeline;
    private boolean full;

    @Override
    public void process(Exchange exchange) {
        context.getRegistry()
                .findSingleByType(Runs.class)
                .executeAsDeclared(RunRequest.now(pipeline, Trigger.API, full));
    }

    /** The pipeline's name. */
    public void setPipeline(String pipeline) {
        this.pipeline = pipeline;
    }

    /** Whether the run reads its whole source. */
    public void setFull(boolean full) {
        this.full = full;
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
