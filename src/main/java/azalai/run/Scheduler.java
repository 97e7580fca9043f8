package azalai.run;

import azalai.config.Schedules;
import azalai.error.Reasons;
import azalai.error.Refusal;
import azalai.error.Sentences;
import azalai.ledger.Firings;
import azalai.pipeline.Pipeline;
import azalai.pipeline.Pipelines;
import azalai.schedule.Timing;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the firings of the pipelines' schedules. Quartz is the clock; {@link #sweep} finds what it did not tell: the
 * firings while no application was up, and those around a change of the clocks. What a firing becomes is the ledger's.
 */
public final class Scheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);
    private static final DateTimeFormatter START = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'UTC'");

    private final CamelContext context;
    private final Pipelines pipelines;
    private final Runs runs;
    private final Firings firings;
    private final ProducerTemplate template;
    private final Consumer<String> tell;
    private final Set<String> probing = ConcurrentHashMap.newKeySet();
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private final ExecutorService probes = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "probe");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Instant swept = Instant.now();

    /** Schedules of these pipelines. */
    public Scheduler(CamelContext context, Pipelines pipelines, Runs runs, Firings firings, Consumer<String> tell) {
        this.context = context;
        this.pipelines = pipelines;
        this.runs = runs;
        this.firings = firings;
        this.tell = tell;
        this.template = context.createProducerTemplate();
    }

    /** Starts the clock of every schedule, makes up for what was missed, and executes what is queued. */
    public void start() {
        for (Pipeline pipeline : pipelines.all()) {
            if (!pipeline.schedule().isEmpty()) {
                firings.scheduled(pipeline.name());
                addClock(pipeline);
            }
        }
        route(
                "missed-firings",
                TemplatedRouteBuilder.builder(context, "missed-firings").routeId("missed-firings"));
        runs.dispatch();
    }

    /** Called by the clock: a schedule fired. */
    public void fire(String name, Date at) {
        Instant now = Instant.now();
        answer(pipelines.get(name), at.toInstant().isAfter(now) ? at.toInstant() : now);
    }

    /** Called now and then: closes runs that were cut off and answers the firings that nobody did. */
    public void sweep() {
        swept = Instant.now();
        runs.closeDead();
        for (Pipeline pipeline : pipelines.all()) {
            answer(pipeline, swept);
        }
    }

    /** When {@link #sweep} was called last: quartz is alive. */
    public Instant swept() {
        return swept;
    }

    private void answer(Pipeline pipeline, Instant until) {
        Timing timing = pipeline.timing().orElse(null);
        if (timing == null) {
            return;
        }
        if (!pipeline.probe().isEmpty() && timing instanceof Timing.Every every) {
            if (firings.take(pipeline.name(), every.last(until)) && probing.add(pipeline.name())) {
                probes.execute(() -> runIfChanged(pipeline, every, until));
            }
        } else if (firings.account(pipeline, timing, until, null)) {
            runs.wake();
        }
    }

    /** A source that looks as at the last success is left alone; the next interval takes this firing's in. */
    private void runIfChanged(Pipeline pipeline, Timing.Every every, Instant until) {
        try {
            String now = probe(pipeline);
            if (silent.remove(pipeline.name())) {
                tell.accept("The source of %s answers again.".formatted(pipeline.name()));
            }
            if (!firings.fingerprint(pipeline.name()).filter(now::equals).isPresent()
                    && firings.account(pipeline, every, until, now)) {
                runs.wake();
            }
        } catch (RuntimeException e) {
            LOG.error("A firing of {} was not answered: {}", pipeline.name(), Sentences.of(e), e);
            if (silent.add(pipeline.name())) {
                tell.accept(Sentences.of(e));
            }
        } finally {
            probing.remove(pipeline.name());
        }
    }

    private String probe(Pipeline pipeline) {
        Exchange answer = template.request(pipeline.probe(), exchange -> {});
        if (answer.getException() != null) {
            throw new azalai.error.Failure(
                    "The source of %s cannot be asked whether it changed: %s"
                            .formatted(pipeline.name(), Sentences.of(answer.getException())),
                    answer.getException());
        }
        return answer.getMessage().getBody(String.class);
    }

    private void addClock(Pipeline pipeline) {
        String name = "schedule of " + pipeline.name();
        String timing = Schedules.isInterval(pipeline.schedule())
                ? every((Timing.Every) pipeline.timing().orElseThrow())
                : "cron=" + Schedules.cron(name, pipeline.schedule()).replace(' ', '+');
        route(
                name,
                TemplatedRouteBuilder.builder(context, "scheduled-pipeline")
                        .routeId("schedule-" + pipeline.name())
                        .parameter("pipeline", pipeline.name())
                        .parameter("timing", timing)
                        .parameter("timeZone", pipeline.zone().getId()));
    }

    /** From the next firing on: quartz tells whole seconds only, and a firing never comes early. */
    private static String every(Timing.Every every) {
        Instant first = every.next(Instant.now()).orElseThrow().plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
        return "trigger.startAt=%s&trigger.repeatInterval=%d&trigger.repeatCount=-1"
                .formatted(
                        START.format(first.atOffset(ZoneOffset.UTC)),
                        every.interval().toMillis());
    }

    private static void route(String name, TemplatedRouteBuilder route) {
        try {
            route.add();
        } catch (RuntimeException e) {
            throw new Refusal("The %s cannot be started: %s.".formatted(name, Reasons.of(e)), e);
        }
    }

    @Override
    public void close() {
        probes.shutdownNow();
    }
}
