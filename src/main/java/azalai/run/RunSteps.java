package azalai.run;

import azalai.error.Failure;
import azalai.error.LastingFailure;
import azalai.pipeline.Place;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Knows which threads are in a step of a run, and lets no further step of one begin that is ended early: also in a branch
 * that Camel does not stop, and after a pause that no thread waits out.
 */
public final class RunSteps implements InterceptStrategy {
    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        String place =
                definition instanceof ProcessorDefinition<?> step && Place.isOfAPerson(step) ? Place.of(step) : null;
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Run run = exchange.getProperty(Run.PROPERTY, Run.class);
                if (run == null) {
                    return super.process(exchange, callback);
                }
                run.threads().enter();
                try {
                    if (run.cancelled()) {
                        exchange.setException(
                                new LastingFailure(run.ending().orElseThrow().sentence(), null));
                        callback.done(true);
                        return true;
                    }
                    TaskEvents.Current task = exchange.getProperty(TaskEvents.CURRENT, TaskEvents.Current.class);
                    if (task != null && !task.limit().goesOn()) {
                        exchange.setException(new Failure("Task %s took too long.".formatted(task.task())));
                        callback.done(true);
                        return true;
                    }
                    return super.process(exchange, doneSync -> {
                        if (place != null && exchange.getException() != null) {
                            run.failedAt(exchange.getException(), place);
                        }
                        callback.done(doneSync);
                    });
                } finally {
                    if (run.threads().leave() && run.cancelled()) {
                        // An interrupt that nothing noticed was for this run alone.
                        Thread.interrupted();
                    }
                }
            }
        };
    }
}
