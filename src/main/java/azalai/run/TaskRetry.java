package azalai.run;

import azalai.error.Reasons;
import azalai.error.Sentences;
import azalai.pipeline.Retry;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a failed task is tried again: asked by the error handler of a pipeline's route after each failure. */
public final class TaskRetry implements Predicate {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRetry.class);

    private final TaskLog ledger;

    /** Writes the state {@code up_for_retry} to this ledger. */
    public TaskRetry(TaskLog ledger) {
        this.ledger = ledger;
    }

    /** True if the run's pipeline allows another attempt; sets the pause before it. */
    @Override
    public boolean matches(Exchange exchange) {
        Run run = exchange.getProperty(Run.PROPERTY, Run.class);
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        TaskEvents.Current failed = exchange.getProperty(TaskEvents.FAILED, TaskEvents.Current.class);
        if (run == null || failed == null || run.cancelled() || Reasons.last(failure)) {
            return false;
        }
        String task = failed.task();
        Retry retry = run.pipelineDeclared().retries().get(task);
        int failures = run.failed(task);
        if (failures > retry.retries()) {
            return false;
        }
        Duration pause = retry.pause(failures);
        LOG.info("Run {} of {}: task {} is tried again in {}", run.id(), run.pipeline(), task, pause);
        ledger.upForRetry(run, task);
        String sentence = Sentences.of(failure, run.placeOf(failure));
        run.progress("%s failed, trying again in %d s: %s".formatted(task, pause.toSeconds(), sentence));
        exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, pause.toMillis());
        return true;
    }
}
