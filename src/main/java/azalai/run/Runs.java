package azalai.run;

import azalai.Refusal;
import azalai.schedule.Overlap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes runs: one at a time for each pipeline, also across applications on one database. */
public final class Runs {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    static final String CANCELLED = "The run was cancelled.";

    /** A lock nobody's run holds is about to be given back: that of a run just ended, or of a look for those cut off. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Pipelines pipelines;
    private final Ledger ledger;
    private final Firings firings;
    private final RunLocks locks;
    private final RunExecution execution;
    private final Map<Long, Run> active = new ConcurrentHashMap<>();
    private final List<Consumer<String>> onEnded = new CopyOnWriteArrayList<>();
    /** Runs that were claimed and have not begun; whoever takes a number out of it decides what becomes of the run. */
    private final Set<Long> waiting = ConcurrentHashMap.newKeySet();

    /** Runs of these pipelines, recorded in this ledger. */
    public Runs(Pipelines pipelines, Ledger ledger, Firings firings, RunLocks locks, ProducerTemplate template) {
        this.pipelines = pipelines;
        this.ledger = ledger;
        this.firings = firings;
        this.locks = locks;
        this.execution = new RunExecution(ledger, template);
    }

    /**
     * Executes a run and returns when it ended.
     *
     * @param progress takes lines for the person who waits
     * @throws Refusal if the pipeline does not exist
     * @throws ActiveRun if a run of it is active, naming that
     */
    public RunResult execute(RunRequest request, Consumer<String> progress) {
        Pipeline pipeline = pipelines.get(request.pipeline());
        try (RunLocks.Held lock = take(pipeline)) {
            RunRequest over = request.over(pipeline.interval(request));
            return perform(pipeline, queue(pipeline, over), over, progress, () -> {});
        }
    }

    /**
     * Starts a run and returns as soon as it is under way.
     *
     * @param progress takes lines for the person who waits
     * @throws Refusal if the pipeline does not exist
     * @throws ActiveRun if a run of it is active, naming that
     */
    public StartedRun start(RunRequest request, Consumer<String> progress) {
        Pipeline pipeline = pipelines.get(request.pipeline());
        RunLocks.Held lock = take(pipeline);
        try {
            RunRequest over = request.over(pipeline.interval(request));
            long id = queue(pipeline, over);
            CompletableFuture<Void> begun = new CompletableFuture<>();
            CompletableFuture<RunResult> result = new CompletableFuture<>();
            new Thread(
                            () -> {
                                try (lock) {
                                    result.complete(perform(pipeline, id, over, progress, () -> begun.complete(null)));
                                } catch (RuntimeException e) {
                                    LOG.error("The end of run {} of {} cannot be told", id, pipeline.name(), e);
                                    result.completeExceptionally(e);
                                }
                            },
                            "run-" + id)
                    .start();
            // From here on it can be cancelled.
            begun.join();
            return new StartedRun(id, result);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Queues a run that something in the routes asks for and executes it; an active one makes it wait or skip, as the
     * pipeline declares.
     */
    void executeAsDeclared(RunRequest request) {
        Pipeline pipeline = pipelines.get(request.pipeline());
        RunRequest complete = request.over(pipeline.interval(request));
        executeQueued(claim(complete).orElseThrow(), complete);
    }

    /** Executes a run unless one of its pipeline is active, here or elsewhere: that one does what this would. */
    void executeIfIdle(RunRequest request) {
        Pipeline pipeline = pipelines.get(request.pipeline());
        locks.take(pipeline.name()).ifPresent(lock -> {
            try (lock) {
                RunRequest over = request.over(pipeline.interval(request));
                perform(
                        pipeline,
                        queue(pipeline, over),
                        over,
                        line -> LOG.debug("{}: {}", pipeline.name(), line),
                        () -> {});
            }
        });
    }

    /** Takes a firing for this application: its run is queued. Empty if it was taken already, here or elsewhere. */
    Optional<Long> claim(RunRequest request) {
        Optional<Long> id = ledger.queued(request);
        id.ifPresent(waiting::add);
        return id;
    }

    /** Executes a run that was queued and returns when it ended; an active one makes it wait or skip, as declared. */
    void executeQueued(long id, RunRequest request) {
        Pipeline pipeline = pipelines.get(request.pipeline());
        if (pipeline.dependsOnPast() && request.scheduledAt() != null && failedBefore(request)) {
            skip(id, "The run of the firing before did not succeed, and the pipeline depends on it.");
            return;
        }
        Optional<RunLocks.Held> lock = pipeline.overlap() == Overlap.WAIT
                ? Optional.of(locks.await(pipeline.name()))
                : locks.take(pipeline.name());
        if (lock.isEmpty()) {
            skip(id, active(pipeline).getMessage());
            return;
        }
        try (RunLocks.Held held = lock.get()) {
            if (waiting.remove(id)) {
                perform(pipeline, id, request, line -> LOG.debug("{}: {}", pipeline.name(), line), () -> {});
            }
        }
    }

    private void skip(long id, String reason) {
        if (waiting.remove(id)) {
            ledger.notBegun(id, "skipped", reason);
        }
    }

    /** Calls a listener, with the pipeline's name, whenever a run of this application ended, however it did. */
    public void onEnded(Consumer<String> listener) {
        onEnded.add(listener);
    }

    /** Whether this application executes a run of the pipeline now. */
    public boolean isActive(String pipeline) {
        return active.values().stream().anyMatch(run -> run.pipeline().equals(pipeline));
    }

    /**
     * Ends a run under way, or one that waits for its turn.
     *
     * @return false if this application neither executes it nor has it waiting
     */
    public boolean cancel(long id) {
        if (waiting.remove(id)) {
            ledger.notBegun(id, "cancelled", CANCELLED);
            return true;
        }
        Run run = active.get(id);
        if (run != null) {
            run.cancel();
        }
        return run != null;
    }

    /** The run that the asking thread executes; empty if it executes none, or a branch beside the run's own thread. */
    public Optional<Run> ofThisThread() {
        return active.values().stream().filter(Run::isHere).findFirst();
    }

    /** Waits until the end of a run under way here is recorded. @return false if it was not within that time */
    public boolean awaitEnd(long id, Duration within) {
        Run run = active.get(id);
        return run == null || run.awaitEnd(within);
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
                    ledger.closeInterrupted(pipeline.name(), waiting);
                }
            });
        }
    }

    private RunLocks.Held take(Pipeline pipeline) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        Optional<RunLocks.Held> lock = locks.take(pipeline.name());
        while (lock.isEmpty()
                && System.nanoTime() < until
                && ledger.active(pipeline.name()).isEmpty()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            lock = locks.take(pipeline.name());
        }
        return lock.orElseThrow(() -> active(pipeline));
    }

    private long queue(Pipeline pipeline, RunRequest request) {
        // Who holds the lock knows that no run is under way: what the ledger shows as one was cut off.
        ledger.closeInterrupted(pipeline.name(), waiting);
        return ledger.queued(request).orElseThrow();
    }

    private RunResult perform(
            Pipeline pipeline, long id, RunRequest request, Consumer<String> progress, Runnable begun) {
        Run run = new Run(id, pipeline, request, progress);
        active.put(id, run);
        begun.run();
        try {
            return execution.execute(run);
        } finally {
            active.remove(id);
            run.ended();
            onEnded.forEach(listener -> listener.accept(pipeline.name()));
        }
    }

    private ActiveRun active(Pipeline pipeline) {
        return new ActiveRun("%s is active: wait for it to end."
                .formatted(ledger.active(pipeline.name())
                        .map(id -> "Run %d of %s".formatted(id, pipeline.name()))
                        .orElse("A run of " + pipeline.name())));
    }

    private boolean failedBefore(RunRequest request) {
        return firings.stateBefore(request.pipeline(), request.scheduledAt())
                .filter(state -> !state.equals("success"))
                .isPresent();
    }
}
