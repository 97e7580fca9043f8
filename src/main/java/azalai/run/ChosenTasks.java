package azalai.run;

import java.util.List;
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

/** Passes by the tasks that a run was not asked for: they are recorded as skipped, and the route stays plain Camel. */
public final class ChosenTasks implements InterceptStrategy {
    private final Ledger ledger;

    /** Records in this ledger. */
    public ChosenTasks(Ledger ledger) {
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
                String task = withoutPrefix(step);
                if (run == null || !run.hasTask(task) || run.wants(task)) {
                    return super.process(exchange, callback);
                }
                List<String> next = run.succeeded(task);
                ledger.attemptEnded(run.id(), task, "skipped", null, null, next);
                callback.done(true);
                return true;
            }
        };
    }

    private static String withoutPrefix(ToDefinition step) {
        String prefix = step.getNodePrefixId();
        String id = step.getId();
        return prefix != null && id.startsWith(prefix) ? id.substring(prefix.length()) : id;
    }
}
