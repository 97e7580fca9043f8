package azalai.run;

import azalai.LastingFailure;
import azalai.Refusal;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a failed task is tried again: asked by the error handler of a pipeline's route after each failure. */
public final class TaskRetry implements Predicate {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRetry.class);

    private final Ledger ledger;

    /** Writes the state {@code up_for_retry} to this ledger. */
    public TaskRetry(Ledger ledger) {
        this.ledger = ledger;
    }

    /** True if the run's pipeline allows another attempt; sets the pause before it. */
    @Override
    public boolean matches(Exchange exchange) {
        Run run = exchange.getProperty(Run.PROPERTY, Run.class);
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        String task = run == null ? null : run.lastTask();
        if (task == null
                || failure instanceof Refusal
                || failure instanceof LastingFailure
                || run.failed(task) > run.pipelineDeclared().retry().retries()) {
            return false;
        }
        Retry retry = run.pipelineDeclared().retry();
        LOG.info("Run {} of {}: task {} is tried again in {}", run.id(), run.pipeline(), task, retry.delay());
        ledger.upForRetry(run.id(), task);
        run.progress("%s failed (%s); trying again in %d s"
                .formatted(task, Sentences.of(failure), retry.delay().toSeconds()));
        exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, retry.delay().toMillis());
        return true;
    }
}
