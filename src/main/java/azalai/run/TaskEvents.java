package azalai.run;

import azalai.config.Durations;
import azalai.error.Failure;
import azalai.error.Sentences;
import azalai.ledger.Ending;
import azalai.ledger.TaskState;
import azalai.page.PageStep;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.ExchangeHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records the attempts of tasks from Camel's own events: a task begins when the step that is its name sends the run's
 * exchange, and ends when that was sent. What happens further inside belongs to the task.
 */
public final class TaskEvents extends EventNotifierSupport {
    private static final Logger LOG = LoggerFactory.getLogger(TaskEvents.class);
    static final String CURRENT = "azalai.task";

    /** The exchange property with the task whose attempt failed last. */
    static final String FAILED = "azalai.task.failed";

    /**
     * A task under way in an exchange.
     *
     * @param endpoint what its step sends to
     * @param limit ends the attempt if it takes too long
     */
    record Current(String task, Endpoint endpoint, TaskLimit limit) {}

    private final TaskLog ledger;

    /** Writes to this ledger. */
    public TaskEvents(TaskLog ledger) {
        this.ledger = ledger;
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeFailedEvents(true);
        setIgnoreExchangeRedeliveryEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof ExchangeSendingEvent sending) {
            begin(sending.getExchange(), sending.getEndpoint());
        } else if (event instanceof ExchangeSentEvent sent) {
            end(sent.getExchange(), sent.getEndpoint());
        }
    }

    private void begin(Exchange exchange, Endpoint endpoint) {
        Run run = exchange.getProperty(Run.PROPERTY, Run.class);
        if (run == null || exchange.getProperty(CURRENT) != null) {
            return;
        }
        String task = task(exchange, endpoint);
        if (task != null && run.hasTask(task)) {
            exchange.removeProperty(FAILED);
            exchange.setProperty(
                    CURRENT,
                    new Current(
                            task,
                            endpoint,
                            TaskLimit.of(run, run.pipelineDeclared().timeouts().get(task))));
            exchange.setProperty(PageStep.COUNTS, run.count(task));
            ledger.attempt(run, task);
        }
    }

    /** A redelivery goes straight to the step that failed; only a first delivery passes by its id. */
    private static String task(Exchange exchange, Endpoint endpoint) {
        Current failed = exchange.getProperty(FAILED, Current.class);
        return failed != null && failed.endpoint() == endpoint
                ? failed.task()
                : withoutPrefix(exchange, exchange.getExchangeExtension().getHistoryNodeId());
    }

    /** A pipeline without a cursor has no other step that would notice. */
    private static void checkPublished(Exchange exchange, Run run, String task) {
        try {
            DeadLetterCounts.check(exchange.getContext(), run, run.counts(task));
        } catch (Failure e) {
            exchange.setException(e);
        }
    }

    /** A step's id as its route's file says it. */
    private static String withoutPrefix(Exchange exchange, String node) {
        Route route = ExchangeHelper.getRoute(exchange);
        String prefix = route == null ? null : route.getNodePrefixId();
        return node != null && prefix != null && node.startsWith(prefix) ? node.substring(prefix.length()) : node;
    }

    private void end(Exchange exchange, Endpoint endpoint) {
        Current current = exchange.getProperty(CURRENT, Current.class);
        if (current == null || current.endpoint() != endpoint) {
            return;
        }
        exchange.removeProperty(CURRENT);
        exchange.removeProperty(PageStep.COUNTS);
        Run run = exchange.getProperty(Run.PROPERTY, Run.class);
        if (current.limit().stop() && !run.cancelled()) {
            brokenOff(exchange, run, current.task());
        }
        if (run.cancelled() && exchange.getException() == null) {
            // What it waited for could not be broken off; the run goes no further all the same.
            exchange.setException(new Failure(run.ending().orElseThrow().sentence()));
        }
        if (exchange.getException() == null) {
            checkPublished(exchange, run, current.task());
        }
        Exception failure = exchange.getException();
        if (failure != null) {
            exchange.setProperty(FAILED, current);
            LOG.warn("Run {} of {}: task {} failed", run.id(), run.pipeline(), current.task(), failure);
        }
        ledger.attemptEnded(
                run,
                current.task(),
                failure == null ? TaskState.SUCCESS : run.cancelled() ? TaskState.CANCELLED : TaskState.FAILED,
                run.counts(current.task()).toMap(),
                failure == null
                        ? null
                        : run.ending()
                                .map(Ending::sentence)
                                .orElseGet(() -> Sentences.of(failure, run.placeOf(failure))));
    }

    /** The interrupt was meant for the attempt: another one may follow. */
    private static void brokenOff(Exchange exchange, Run run, String task) {
        Thread.interrupted();
        exchange.getExchangeExtension().setInterrupted(false);
        exchange.setRouteStop(false);
        exchange.setException(new Failure("Task %s did not end within %s and was broken off."
                .formatted(
                        task, Durations.text(run.pipelineDeclared().timeouts().get(task)))));
    }
}
