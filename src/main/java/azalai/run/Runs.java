package azalai.run;

import azalai.config.Configuration;
import azalai.database.Database;
import azalai.error.Failure;
import azalai.error.Refusal;
import azalai.ledger.Cancelling;
import azalai.ledger.DeadRuns;
import azalai.ledger.Ending;
import azalai.ledger.Ledger;
import azalai.ledger.Owner;
import azalai.ledger.PastFirings;
import azalai.ledger.RunState;
import azalai.ledger.RunStateMachine;
import azalai.pipeline.Pipeline;
import azalai.pipeline.Pipelines;
import azalai.pipeline.RunRequest;
import azalai.schedule.CatchUp;
import azalai.schedule.Overlap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes runs that this application claimed: one at a time for each pipeline, whoever else works on the database. */
public final class Runs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    /** So many at once; more wait in the queue, for this application or another. */
    private static final int MOST_AT_ONCE = 32;

    private static final Duration PAUSE = Duration.ofMillis(200);
    /** What was broken off is given so long to notice. */
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final Pipelines pipelines;
    private final RunStateMachine states;
    private final DeadRuns dead;
    private final Ledger ledger;
    private final Cancelling cancelling;
    private final NextRun next;
    private final RunExecution execution;
    private final Map<Long, Run> active = new ConcurrentHashMap<>();
    private final Heartbeat heartbeat;
    private final Dispatcher dispatcher = new Dispatcher(this::claimed);
    private final List<Consumer<String>> onEnded = new CopyOnWriteArrayList<>();
    private final List<Consumer<RunResult>> onResult = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;
    private volatile Ending endAll;

    /** Runs of these pipelines, in this database. */
    public Runs(
            Pipelines pipelines,
            Database database,
            RunStateMachine states,
            Owner owner,
            Configuration configuration,
            ProducerTemplate template) {
        this.pipelines = pipelines;
        this.states = states;
        this.dead = new DeadRuns(database, owner);
        this.ledger = new Ledger(database);
        this.cancelling = new Cancelling(database);
        this.next = new NextRun(pipelines, states, new PastFirings(database));
        this.execution = new RunExecution(states, template);
        this.heartbeat = new Heartbeat(active, owner, configuration);
    }

    /** From now on this application says which runs it executes; the ledger's tables must be there. */
    public void start() {
        heartbeat.start();
    }

    /** Calls a check at the beginning of every run, before its first step; what it throws fails the run. */
    public void onBegin(Consumer<Run> check) {
        execution.check(check);
    }

    /** Claims and executes what is queued, from now on. */
    void dispatch() {
        dispatcher.start();
    }

    /**
     * Executes a run and returns when it ended.
     *
     * @param progress takes lines for the person who waits
     * @throws Refusal if the pipeline does not exist
     * @throws ActiveRun if a run of it is active, naming that
     */
    public RunResult execute(RunRequest request, Consumer<String> progress) {
        return perform(begin(request, progress));
    }

    /**
     * Starts a run and returns as soon as it is under way.
     *
     * @param progress takes lines for the person who waits
     * @throws Refusal if the pipeline does not exist
     * @throws ActiveRun if a run of it is active, naming that
     */
    public StartedRun start(RunRequest request, Consumer<String> progress) {
        Run run = begin(request, progress);
        CompletableFuture<RunResult> result = new CompletableFuture<>();
        new Thread(
                        () -> {
                            try {
                                result.complete(perform(run));
                            } catch (RuntimeException e) {
                                LOG.error("The end of run {} of {} cannot be told", run.id(), run.pipeline(), e);
                                result.completeExceptionally(e);
                            }
                        },
                        "run-" + run.id())
                .start();
        return new StartedRun(run.id(), result);
    }

    private Run begin(RunRequest request, Consumer<String> progress) {
        if (stopping) {
            throw new Failure("The application is stopping: ask again when it is up.");
        }
        Pipeline pipeline = pipelines.get(request.pipeline());
        pipeline.check(request);
        RunRequest over = request.over(pipeline.interval(request));
        return states.begin(over)
                .or(() -> closeDead() > 0 ? states.begin(over) : Optional.empty())
                .map(claimed -> enter(pipeline, claimed, progress))
                .orElseThrow(() -> new ActiveRun("%s is active: wait for it to end."
                        .formatted(ledger.active(pipeline.name())
                                .map(id -> "Run %d of %s".formatted(id, pipeline.name()))
                                .orElse("A run of " + pipeline.name()))));
    }

    /**
     * Queues a run that something in the routes asks for and returns when it ended; an active one makes it wait or skip,
     * as the pipeline declares. When the application stops, it stays queued.
     */
    public void executeAsDeclared(RunRequest request) {
        Pipeline pipeline = pipelines.get(request.pipeline());
        long id = states.queue(request.over(pipeline.interval(request)));
        if (pipeline.overlap() == Overlap.SKIP) {
            states.skipIfBusy(id);
        }
        while (!stopping) {
            Optional<RunStateMachine.Claimed> claimed = states.claim(id);
            if (claimed.isPresent()) {
                perform(enter(pipeline, claimed.get(), quietly(pipeline)));
                return;
            }
            String state = ledger.state(id).orElse("");
            if (!state.equals(RunState.QUEUED.label()) && !state.equals(RunState.RUNNING.label())) {
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.interrupted()) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Executes a run unless one of its pipeline is active, here or elsewhere: that one does what this would. */
    public void executeIfIdle(RunRequest request) {
        Pipeline pipeline = pipelines.get(request.pipeline());
        if (!stopping) {
            states.begin(request.over(pipeline.interval(request)))
                    .ifPresent(claimed -> perform(enter(pipeline, claimed, quietly(pipeline))));
        }
    }

    private Optional<Runnable> claimed() {
        if (stopping || active.size() >= MOST_AT_ONCE) {
            return Optional.empty();
        }
        return next.claim().map(claimed -> {
            Pipeline pipeline = pipelines.get(claimed.request().pipeline());
            Run run = enter(pipeline, claimed, quietly(pipeline));
            return () -> perform(run);
        });
    }

    private static Consumer<String> quietly(Pipeline pipeline) {
        return line -> LOG.debug("{}: {}", pipeline.name(), line);
    }

    private Run enter(Pipeline pipeline, RunStateMachine.Claimed claimed, Consumer<String> progress) {
        Run run = new Run(claimed.id(), claimed.startedAt(), pipeline, claimed.request(), progress);
        active.put(run.id(), run);
        if (endAll != null) {
            run.end(endAll);
        }
        progress.accept("run %d of %s".formatted(run.id(), run.pipeline()));
        return run;
    }

    private RunResult perform(Run run) {
        try {
            RunResult result = execution.execute(run);
            onResult.forEach(listener -> listener.accept(result));
            return result;
        } finally {
            active.remove(run.id());
            run.ended();
            dispatcher.wake();
            onEnded.forEach(listener -> listener.accept(run.pipeline()));
        }
    }

    /** Something was queued. */
    void wake() {
        dispatcher.wake();
    }

    /** Calls a listener with how each run of this application ended. */
    public void onResult(Consumer<RunResult> listener) {
        onResult.add(listener);
    }

    /** Calls a listener, with the pipeline's name, whenever a run of this application ended, however it did. */
    public void onEnded(Consumer<String> listener) {
        onEnded.add(listener);
    }

    /**
     * Ends a run under way, or one that waits for its turn.
     *
     * @param who completes "cancelled by"
     * @return false if it has ended already, or there is none of this number
     */
    public boolean cancel(long id, String who) {
        Run run = active.get(id);
        if (run != null) {
            run.end(Ending.cancelledBy(who));
            return true;
        }
        return cancelling.cancel(id, who);
    }

    /** The run that the asking thread works for; empty if it works for none. */
    public Optional<Run> ofThisThread() {
        return active.values().stream().filter(Run::isHere).findFirst();
    }

    /**
     * Ends every run under way, and any that begins after all; each is recorded as cancelled by its own thread.
     *
     * @param who completes "cancelled by"
     */
    public void cancelAll(String who) {
        endAll = Ending.cancelledBy(who);
        active.values().forEach(run -> run.end(endAll));
    }

    /**
     * Claims no more runs, gives those under way so long to end by themselves, and hands the others back to the queue.
     * Returns when none is left, or what was broken off does not notice.
     */
    public void stop(Duration grace) {
        stopping = true;
        dispatcher.close();
        long until = System.nanoTime() + grace.minus(TO_END).toNanos();
        List<Run> left = List.copyOf(active.values());
        left.forEach(run -> run.awaitEnd(Duration.ofNanos(Math.max(0, until - System.nanoTime()))));
        active.values().forEach(run -> run.end(Ending.HANDED_BACK));
        long last = System.nanoTime() + TO_END.toNanos();
        left.forEach(run -> run.awaitEnd(Duration.ofNanos(Math.max(0, last - System.nanoTime()))));
    }

    /** Closes the runs whose owner is dead, and makes up for firings among them. @return how many */
    public long closeDead() {
        List<Pipeline> madeUp = pipelines.all().stream()
                .filter(pipeline -> pipeline.catchUp() != CatchUp.NONE)
                .toList();
        long closed = dead.close(
                madeUp.stream()
                        .filter(Pipeline::usesInterval)
                        .map(Pipeline::name)
                        .toList(),
                madeUp.stream().map(Pipeline::name).toList());
        if (closed > 0) {
            LOG.warn("{} runs of applications that are gone were closed", closed);
            dispatcher.wake();
        }
        return closed;
    }

    /** The part that has died though it should not; empty if all live. */
    public Optional<String> deadPart() {
        if (stopping) {
            return Optional.empty();
        }
        return !heartbeat.isAlive()
                ? Optional.of("the heartbeat")
                : dispatcher.isAlive() ? Optional.empty() : Optional.of("the dispatcher of queued runs");
    }

    @Override
    public void close() {
        stopping = true;
        dispatcher.close();
        heartbeat.close();
    }
}
