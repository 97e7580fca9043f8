package azalai.step.run;

import azalai.error.Refusal;
import azalai.pipeline.RunRequest;
import azalai.pipeline.Trigger;
import azalai.run.Runs;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step behind {@code run-pipeline-action}: whatever begins the route, a file or a message, runs the pipeline. */
public final class RunPipelineAction implements Processor, CamelContextAware {
    private CamelContext context;
    private String pipeline;
    private boolean full;
    private Trigger trigger = Trigger.API;
    private List<String> tasks;

    @Override
    public void process(Exchange exchange) {
        Runs runs = context.getRegistry().findSingleByType(Runs.class);
        RunRequest request = RunRequest.now(pipeline, trigger, full).only(tasks);
        if (trigger == Trigger.SIZE) {
            runs.executeIfIdle(request);
        } else {
            runs.executeAsDeclared(request);
        }
    }

    /** The pipeline's name. */
    public void setPipeline(String pipeline) {
        this.pipeline = pipeline;
    }

    /** Whether the run reads its whole source. */
    public void setFull(boolean full) {
        this.full = full;
    }

    /** What the ledger says asked for the run, {@code api} or {@code size}; one by size does not wait for an active run. */
    public void setTrigger(String trigger) {
        this.trigger = Stream.of(Trigger.API, Trigger.SIZE)
                .filter(known -> known.label().equals(trigger))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "The trigger '%s' of run-pipeline-action is neither api nor size.".formatted(trigger)));
    }

    /** Only these tasks, comma-separated; empty = all. */
    public void setTasks(String tasks) {
        this.tasks = tasks.isBlank() ? null : List.of(tasks.strip().split("\\s*,\\s*"));
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
