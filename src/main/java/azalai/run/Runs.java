package azalai.run;

import azalai.Failure;
import azalai.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes runs: one at a time for each pipeline, also across applications on one database. */
public final class Runs {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    private final Pipelines pipelines;
    private final Ledger ledger;
    private final RunLocks locks;
    private final ProducerTemplate template;
    private final Map<String, Run> active = new ConcurrentHashMap<>();

    /** Runs of these pipelines, recorded in this ledger. */
    public Runs(Pipelines pipelines, Ledger ledger, RunLocks locks, ProducerTemplate template) {
        this.pipelines = pipelines;
        this.ledger = ledger;
        this.locks = locks;
        this.template = template;
    }

    /**
     * Executes a run and returns when it ended.
     *
     * @param progress takes lines for the person who waits
     * @throws Refusal if the pipeline does not exist
     * @throws Failure if a run of it is active, naming that
     */
    public RunResult execute(RunRequest request, Consumer<String> progress) {
        Pipeline pipeline = pipelines.get(request.pipeline());
        try (RunLocks.Held lock = locks.take(pipeline.name())
                .orElseThrow(() -> new Failure("%s is already active: wait for it to end."
                        .formatted(ledger.active(pipeline.name())
                                .map(id -> "Run %d of %s".formatted(id, pipeline.name()))
                                .orElse("A run of " + pipeline.name()))))) {
            Run run = new Run(ledger.queued(request), pipeline, request, progress);
            pipeline.tasks().forEach(task -> ledger.task(run.id(), task));
            active.put(pipeline.name(), run);
            try {
                ledger.running(run.id());
                Exchange exchange =
                        template.send("direct:pipeline-" + pipeline.name(), e -> e.setProperty(Run.PROPERTY, run));
                return ended(run, exchange.getException());
            } finally {
                active.remove(pipeline.name());
            }
        }
    }

    /** Executes the run of a schedule's firing; a run of the pipeline that is active already makes it skip. */
    public void fire(String pipeline) {
        try {
            execute(
                    new RunRequest(pipeline, Trigger.SCHEDULE, false, null, null),
                    line -> LOG.debug("{}: {}", pipeline, line));
        } catch (Failure e) {
            LOG.warn("The firing of {} is skipped: {}", pipeline, e.getMessage());
        }
    }

    /** Ends every run under way; each is recorded as cancelled by its own thread. */
    public void cancelAll() {
        active.values().forEach(Run::cancel);
    }

    /** Closes what an application that was cut off left open, where no other one runs it. */
    public void closeInterrupted() {
        for (Pipeline pipeline : pipelines.all()) {
            locks.take(pipeline.name()).ifPresent(lock -> {
                try (lock) {
                    ledger.closeInterrupted(pipeline.name());
                }
            });
        }
    }

    private RunResult ended(Run run, Exception failure) {
        boolean cancelled = failure != null && run.cancelled();
        if (cancelled) {
            Thread.interrupted();
        }
        String error = failure == null ? null : cancelled ? "The run was cancelled." : Sentences.of(failure);
        if (failure != null) {
            LOG.error("Run {} of {} failed: {}", run.id(), run.pipeline(), error, failure);
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        RunResult.COUNTED.forEach(name -> counts.put(name, run.total(name)));
        counts.put("withdrawn", run.total("withdrawn"));
        counts.put("returned", run.total("returned"));
        String state = failure == null ? "success" : cancelled ? "cancelled" : "failed";
        try {
            ledger.closeTasks(run.id());
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
                .forEach(task -> notices.addAll(CountNotices.of(run.counts(task).toMap())));
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
