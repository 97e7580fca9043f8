package azalai.run;

import azalai.error.Sentences;
import azalai.ledger.Ending;
import azalai.page.Counts;
import azalai.page.Published;
import azalai.pipeline.Interval;
import azalai.pipeline.Pipeline;
import azalai.pipeline.RunRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/**
 * A run under way: travels with its exchange as property {@link #PROPERTY}, so that any step can ask what it belongs to
 * and say what it found.
 */
public final class Run {
    /** The exchange property that holds the run. */
    public static final String PROPERTY = "azalai.run";

    private final long id;
    private final Pipeline pipeline;
    private final RunRequest request;
    private final Consumer<String> progress;
    private final RunClock clock;
    private final Tasks tasks;
    private final RunThreads threads = new RunThreads();
    private final Map<String, Counts> counts = new ConcurrentHashMap<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<Ending> ending = new AtomicReference<>();
    private final Map<Throwable, String> places = Collections.synchronizedMap(new WeakHashMap<>());
    private volatile boolean over;
    private volatile boolean full;
    private volatile String source;

    Run(long id, Instant startedAt, Pipeline pipeline, RunRequest request, Consumer<String> progress) {
        this.id = id;
        this.clock = new RunClock(startedAt);
        this.tasks = new Tasks(pipeline == null ? List.of() : pipeline.stages(), clock::tick);
        this.pipeline = pipeline;
        this.request = request;
        this.progress = progress;
        this.full = request.full();
    }

    /** Number of the run in the ledger. */
    public long id() {
        return id;
    }

    /** What was asked for. */
    public RunRequest request() {
        return request;
    }

    /** The pipeline that runs. */
    public String pipeline() {
        return request.pipeline();
    }

    /** When it began. */
    public Instant startedAt() {
        return clock.startedAt();
    }

    /** How long ago that was. */
    Duration age() {
        return clock.age();
    }

    /** Whether the run reads its whole source: asked for, or found to be due by the step that fetches. */
    public boolean full() {
        return full;
    }

    /** What is read, {@code <api url>/<dataset>}; null before a step said so. */
    public String source() {
        return source;
    }

    /** Says what is read, and whether all of it. */
    public void reads(String source, boolean full) {
        this.source = source;
        this.full = full;
    }

    /**
     * Begins the run's exchange: the run itself, and its data interval for any step that wants it, as instants in
     * {@code intervalFrom} and {@code intervalTo} and, in the pipeline's zone, as the day of its start in {@code ds}.
     */
    void enter(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
        exchange.setProperty("runId", id);
        if (request.interval() != null) {
            Interval interval = request.interval();
            exchange.setProperty("intervalFrom", interval.from().toString());
            exchange.setProperty("intervalTo", interval.to().toString());
            exchange.setProperty(
                    "ds", LocalDate.ofInstant(interval.from(), pipeline.zone()).toString());
            pipeline.interval(interval.from())
                    .ifPresent(before -> exchange.setProperty(
                            "prevDs",
                            LocalDate.ofInstant(before.from(), pipeline.zone()).toString()));
        }
    }

    Pipeline pipelineDeclared() {
        return pipeline;
    }

    /** Whether it was asked for this task, too. */
    public boolean wants(String task) {
        return request.tasks() == null || request.tasks().contains(task);
    }

    boolean hasTask(String name) {
        return pipeline.retries().containsKey(name);
    }

    /** What the ledger is to show of its tasks. */
    Tasks tasks() {
        return tasks;
    }

    /** The threads that work for it. */
    RunThreads threads() {
        return threads;
    }

    /** New counts for a new attempt of a task: what an earlier one counted is forgotten. */
    public Counts count(String task) {
        Counts fresh = new Counts();
        counts.put(task, fresh);
        return fresh;
    }

    /** Counts a failed attempt of a task and gives how many there were. */
    int failed(String task) {
        return failures.merge(task, 1, Integer::sum);
    }

    /** What the last attempt of a task counted; nothing before the first. */
    public Counts counts(String task) {
        return counts.getOrDefault(task, new Counts());
    }

    /** The sum of one counter over all tasks. */
    public long total(String name) {
        return counts.values().stream().mapToLong(c -> c.get(name)).sum();
    }

    /** What the last attempts of its tasks brought to Kafka, together. */
    public Published published() {
        Published all = new Published();
        counts.values().forEach(task -> all.add(task.published()));
        return all;
    }

    /**
     * What ends a wait that an interrupt does not: called once if the run is ended early, at once if it is already.
     *
     * @return forgets the action, for when the wait is over
     */
    public Runnable onCancel(Runnable action) {
        Runnable forget = threads.waits(action);
        if (cancelled()) {
            action.run();
        }
        return forget;
    }

    /** Whether it runs in the thread that asks, or a branch of it does. */
    boolean isHere() {
        return threads.contains(Thread.currentThread());
    }

    /** Ends the run from another thread: what it waits for is broken off, no task begins or is tried again. */
    void end(Ending why) {
        ending.compareAndSet(null, why);
        threads.breakOff();
    }

    /** Why it is ended before its time; empty if it is not. */
    Optional<Ending> ending() {
        return Optional.ofNullable(ending.get());
    }

    /** Its steps are done: what is left is to record its end. */
    void over() {
        over = true;
    }

    boolean isOver() {
        return over;
    }

    /** Its end is recorded. */
    void ended() {
        ended.countDown();
    }

    /** Waits until its end is recorded. @return false if it was not within that time */
    boolean awaitEnd(Duration within) {
        try {
            return ended.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A step failed; the first one that says so is the innermost. */
    void failedAt(Throwable failure, String step) {
        places.putIfAbsent(Sentences.innermost(failure), step);
    }

    /** The step that failed so; empty if none said so. */
    Optional<String> placeOf(Throwable failure) {
        return Optional.ofNullable(places.get(Sentences.innermost(failure)));
    }

    /** Whether it was told to end. */
    public boolean cancelled() {
        return ending.get() != null;
    }

    /** Tells the person who waits how far the run is. */
    public void progress(String line) {
        progress.accept(line);
    }

    /** Adds a sentence the person who reads the summary should know; a repeated one is kept once. */
    public void notice(String sentence) {
        if (!notices.contains(sentence)) {
            notices.add(sentence);
        }
    }

    /** The sentences noticed so far. */
    public List<String> notices() {
        return List.copyOf(notices);
    }
}
