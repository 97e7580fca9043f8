package azalai.run;

import azalai.Refusal;
import azalai.config.Durations;
import azalai.config.Schedules;
import azalai.schedule.CatchUp;
import azalai.schedule.Overlap;
import azalai.schedule.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the firings of the pipelines' schedules. Quartz is the clock; {@link #sweep} finds what it did not tell: the
 * firings while no application was up, and the one at the end of a daylight-saving gap.
 */
public final class Scheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    /** So many missed firings get a row of their own; the older ones share one. */
    private static final int MOST_MISSED = 1_000;
    /** A firing this young may still be on its way from quartz. */
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** A firing found this late is on time: it is a schedule's, not a catch-up's. */
    private static final Duration ON_TIME = Duration.ofMinutes(2);

    private final CamelContext context;
    private final Pipelines pipelines;
    private final Runs runs;
    private final Firings firings;
    private final ProducerTemplate template;
    private final Map<String, ExecutorService> queues = new ConcurrentHashMap<>();

    /** Schedules of these pipelines. */
    public Scheduler(CamelContext context, Pipelines pipelines, Runs runs, Firings firings) {
        this.context = context;
        this.pipelines = pipelines;
        this.runs = runs;
        this.firings = firings;
        this.template = context.createProducerTemplate();
    }

    /** Starts the clock of every schedule, and makes up for what was missed. */
    public void start() {
        for (Pipeline pipeline : pipelines.all()) {
            if (!pipeline.schedule().isEmpty()) {
                firings.since(pipeline.name());
                addClock(pipeline);
            }
        }
        route(
                "missed-firings",
                TemplatedRouteBuilder.builder(context, "missed-firings").routeId("missed-firings"));
    }

    /** Called by the clock: a schedule fired. A tick that is no firing of the schedule is ignored. */
    public void fire(String name, Date at) {
        Pipeline pipeline = pipelines.get(name);
        Timing timing = pipeline.timing().orElseThrow();
        if (timing instanceof Timing.Every) {
            enqueue(pipeline, () -> runIfChanged(pipeline));
            return;
        }
        Instant firing = at.toInstant();
        if (timing.next(firing.minusMillis(1)).filter(firing::equals).isPresent()) {
            enqueue(
                    pipeline,
                    RunRequest.fired(
                            name,
                            Trigger.SCHEDULE,
                            firing,
                            pipeline.interval(firing).orElse(null)));
        }
    }

    /** Called now and then: closes runs that were cut off and answers the firings that nobody did. */
    public void sweep() {
        runs.closeInterrupted();
        for (Pipeline pipeline : pipelines.all()) {
            if (pipeline.timing()
                    .filter(timing -> !(timing instanceof Timing.Every))
                    .isPresent()) {
                makeUp(pipeline, pipeline.timing().get(), Instant.now().minus(GRACE));
            }
        }
    }

    private void makeUp(Pipeline pipeline, Timing timing, Instant until) {
        Instant since = firings.since(pipeline.name());
        Instant after = firings.last(pipeline.name()).filter(since::isBefore).orElse(since);
        Deque<Instant> missed = new ArrayDeque<>();
        long older = 0;
        for (Optional<Instant> next = timing.next(after);
                next.isPresent() && !next.get().isAfter(until);
                next = timing.next(next.get())) {
            missed.add(next.get());
            if (missed.size() > MOST_MISSED) {
                missed.remove();
                older++;
            }
        }
        CatchUp policy = pipeline.effectiveCatchUp();
        if (missed.isEmpty()) {
            again(pipeline, policy);
            return;
        }
        List<Instant> recorded = new ArrayList<>(missed);
        List<Instant> run =
                switch (policy) {
                    case NONE -> List.of();
                    case LAST -> List.of(recorded.remove(recorded.size() - 1));
                    case ALL -> {
                        List<Instant> all = older == 0 ? recorded : recorded.subList(1, recorded.size());
                        recorded = older == 0 ? List.of() : List.of(missed.peek());
                        yield List.copyOf(all);
                    }
                };
        if (!recorded.isEmpty()) {
            firings.missed(pipeline.name(), recorded, older);
        }
        run.forEach(firing -> enqueue(pipeline, request(pipeline, firing, until)));
    }

    /** A run that the application's end cut off is made up for like a firing that was missed. */
    private void again(Pipeline pipeline, CatchUp policy) {
        List<Instant> cutOff = policy == CatchUp.NONE ? List.of() : firings.cutOff(pipeline.name());
        List<Instant> run =
                policy == CatchUp.ALL || cutOff.isEmpty() ? cutOff : cutOff.subList(cutOff.size() - 1, cutOff.size());
        run.forEach(firing -> enqueue(
                pipeline,
                RunRequest.fired(
                        pipeline.name(),
                        Trigger.CATCH_UP,
                        firing,
                        pipeline.interval(firing).orElse(null))));
    }

    private static RunRequest request(Pipeline pipeline, Instant firing, Instant now) {
        Trigger trigger = firing.isAfter(now.minus(ON_TIME)) ? Trigger.SCHEDULE : Trigger.CATCH_UP;
        return RunRequest.fired(
                pipeline.name(), trigger, firing, pipeline.interval(firing).orElse(null));
    }

    /** Takes the firing at once, so that nobody counts it as missed while it waits. */
    private void enqueue(Pipeline pipeline, RunRequest request) {
        boolean busy = runs.isActive(pipeline.name());
        Optional<Long> id = runs.claim(request);
        if (id.isEmpty()) {
            LOG.debug("The firing of {} at {} was taken already", pipeline.name(), request.scheduledAt());
        } else if (busy && pipeline.overlap() == Overlap.SKIP) {
            // Not behind the active run: it would find that one ended and begin.
            runs.executeQueued(id.get(), request);
        } else {
            enqueue(pipeline, () -> runs.executeQueued(id.get(), request));
        }
    }

    private void enqueue(Pipeline pipeline, Runnable work) {
        queues.computeIfAbsent(
                        pipeline.name(),
                        name -> Executors.newSingleThreadExecutor(task -> new Thread(task, "pipeline-" + name)))
                .execute(() -> {
                    try {
                        work.run();
                    } catch (RuntimeException e) {
                        LOG.error("A firing of {} was not answered: {}", pipeline.name(), Sentences.of(e), e);
                    }
                });
    }

    /** An interval schedule asks its source first; one that looks as at the last success is left alone. */
    private void runIfChanged(Pipeline pipeline) {
        String now = pipeline.probe().isEmpty() ? null : probe(pipeline);
        if (now != null
                && firings.fingerprint(pipeline.name()).filter(now::equals).isPresent()) {
            return;
        }
        RunResult result =
                runs.execute(RunRequest.now(pipeline.name(), Trigger.SCHEDULE, false), line -> LOG.debug("{}", line));
        if (now != null && result.error() == null) {
            firings.fingerprint(pipeline.name(), now);
        }
    }

    private String probe(Pipeline pipeline) {
        Exchange answer = template.request(pipeline.probe(), exchange -> {});
        if (answer.getException() != null) {
            throw new azalai.Failure(
                    "The source of %s cannot be asked whether it changed: %s"
                            .formatted(pipeline.name(), Sentences.of(answer.getException())),
                    answer.getException());
        }
        return answer.getMessage().getBody(String.class);
    }

    private void addClock(Pipeline pipeline) {
        String name = "schedule of " + pipeline.name();
        String timing = Schedules.isInterval(pipeline.schedule())
                ? "trigger.repeatInterval=%d&trigger.repeatCount=-1"
                        .formatted(Durations.parse(name, pipeline.schedule()).toMillis())
                : "cron=" + Schedules.cron(name, pipeline.schedule()).replace(' ', '+');
        route(
                name,
                TemplatedRouteBuilder.builder(context, "scheduled-pipeline")
                        .routeId("schedule-" + pipeline.name())
                        .parameter("pipeline", pipeline.name())
                        .parameter("timing", timing)
                        .parameter("timeZone", pipeline.zone().getId()));
    }

    private static void route(String name, TemplatedRouteBuilder route) {
        try {
            route.add();
        } catch (RuntimeException e) {
            throw new Refusal("The %s cannot be started: %s.".formatted(name, Sentences.of(e)), e);
        }
    }

    @Override
    public void close() {
        queues.values().forEach(ExecutorService::shutdownNow);
    }
}
