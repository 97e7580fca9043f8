package azalai.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

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
    private final Instant startedAt = Instant.now();
    private final Map<String, Counts> counts = new ConcurrentHashMap<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private volatile String lastTask;
    private final List<Runnable> onCancel = new CopyOnWriteArrayList<>();
    private final Thread thread = Thread.currentThread();
    private volatile boolean cancelled;
    private volatile boolean full;
    private volatile String source;

    Run(long id, Pipeline pipeline, RunRequest request, Consumer<String> progress) {
        this.id = id;
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
        return startedAt;
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

    Pipeline pipelineDeclared() {
        return pipeline;
    }

    boolean hasTask(String name) {
        return pipeline.tasks().contains(name);
    }

    /** Begins an attempt of a task: forgets what an earlier one counted and gives new counts. */
    Counts begin(String task) {
        attempts.merge(task, 1, Integer::sum);
        lastTask = task;
        Counts fresh = new Counts();
        counts.put(task, fresh);
        return fresh;
    }

    int attempts(String task) {
        return attempts.getOrDefault(task, 0);
    }

    /** Counts a failed attempt of a task and gives how many there were. */
    int failed(String task) {
        return failures.merge(task, 1, Integer::sum);
    }

    /** The task begun last; null before the first. */
    String lastTask() {
        return lastTask;
    }

    /** What the last attempt of a task counted; nothing before the first. */
    public Counts counts(String task) {
        return counts.getOrDefault(task, new Counts());
    }

    /** The sum of one counter over all tasks. */
    public long total(String name) {
        return counts.values().stream().mapToLong(c -> c.get(name)).sum();
    }

    /** What ends a wait that an interrupt does not: called once if the run is cancelled, at once if it is already. */
    public void onCancel(Runnable action) {
        onCancel.add(action);
        if (cancelled) {
            action.run();
        }
    }

    /** Ends the run from another thread: what it waits for is broken off, no task is tried again. */
    void cancel() {
        cancelled = true;
        onCancel.forEach(Runnable::run);
        thread.interrupt();
    }

    boolean cancelled() {
        return cancelled;
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
