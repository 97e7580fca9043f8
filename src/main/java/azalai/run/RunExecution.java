package azalai.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one run through its pipeline's route, and tells the ledger and the person how it ended. */
final class RunExecution {
    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);

    private final Ledger ledger;
    private final ProducerTemplate template;

    RunExecution(Ledger ledger, ProducerTemplate template) {
        this.ledger = ledger;
        this.template = template;
    }

    /** Executes the run, whose row is queued, on this thread; a failure is a result, too. */
    RunResult execute(Run run) {
        ledger.running(run.id(), run.pipelineDeclared().stages());
        Exchange exchange = template.send("direct:pipeline-" + run.pipeline(), run::enter);
        return ended(run, exchange.getException());
    }

    private RunResult ended(Run run, Exception failure) {
        boolean cancelled = failure != null && run.cancelled();
        if (cancelled) {
            Thread.interrupted();
        }
        String error = failure == null ? null : cancelled ? Runs.CANCELLED : Sentences.of(failure);
        if (failure != null) {
            LOG.error("Run {} of {} failed: {}", run.id(), run.pipeline(), error, failure);
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        RunResult.COUNTED.forEach(name -> counts.put(name, run.total(name)));
        counts.put("withdrawn", run.total("withdrawn"));
        counts.put("returned", run.total("returned"));
        String state = failure == null ? "success" : cancelled ? "cancelled" : "failed";
        try {
            ledger.ended(run, state, counts, error);
        } catch (RuntimeException e) {
            // The database is gone, perhaps the very reason why the run failed: the next start closes the row.
            LOG.error("The end of run {} of {} cannot be recorded", run.id(), run.pipeline(), e);
            state = cancelled ? state : "failed";
            error = error == null ? Sentences.of(e) : error;
        }
        List<String> notices = new ArrayList<>(run.notices());
        run.pipelineDeclared()
                .tasks()
                .forEach(task -> notices.addAll(
                        CountNotices.of(run.pipeline(), run.counts(task).toMap())));
        if (run.total("withdrawn") + run.total("returned") > 0) {
            notices.add(
                    "withdrawn at the source %d, returned %d".formatted(run.total("withdrawn"), run.total("returned")));
        }
        return new RunResult(
                run.id(),
                run.pipeline(),
                state,
                counts,
                Duration.between(run.startedAt(), Instant.now()),
                notices,
                error);
    }
}
