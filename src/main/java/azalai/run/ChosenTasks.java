package azalai.run;

import azalai.error.LastingFailure;
import azalai.ledger.TaskState;
import azalai.pipeline.Pipelines;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Passes by the tasks that a run was not asked for: they are recorded as skipped, and the route stays plain Camel. No task
 * behind one that failed begins.
 */
public final class ChosenTasks implements InterceptStrategy {
    private final TaskLog ledger;

    /** Records in this ledger. */
    public ChosenTasks(TaskLog ledger) {
        this.ledger = ledger;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        if (!(definition instanceof ToDefinition step) || !step.hasCustomIdAssigned()) {
            return target;
        }
        RouteDefinition route = ProcessorDefinitionHelper.getRoute(step);
        return route != null && Pipelines.isPipeline(route) ? passing(step, target) : target;
    }

    private Processor passing(ToDefinition step, Processor target) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Run run = exchange.getProperty(Run.PROPERTY, Run.class);
                String task = Pipelines.name(step);
                if (run == null || !run.hasTask(task)) {
                    return super.process(exchange, callback);
                }
                String obstacle = obstacle(run, task);
                if (obstacle != null) {
                    exchange.setException(new LastingFailure(obstacle, null));
                } else if (run.wants(task)) {
                    return super.process(exchange, callback);
                } else {
                    ledger.attemptEnded(run, task, TaskState.SKIPPED, null, null);
                }
                callback.done(true);
                return true;
            }
        };
    }

    /** Why the task must not begin; null if it may. A multicast goes on after a branch of it failed. */
    private static String obstacle(Run run, String task) {
        return run.tasks().failedBefore(task) ? "Task %s waits for one that failed.".formatted(task) : null;
    }
}
