package azalai.run;

import azalai.error.Sentences;
import azalai.ledger.DeadRuns;
import azalai.ledger.Ending;
import azalai.ledger.RunState;
import azalai.ledger.RunStateMachine;
import azalai.ledger.TaskEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one run through its pipeline's route, and tells the ledger and the person how it ended. */
final class RunExecution {
    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final RunStateMachine states;
    private final ProducerTemplate template;
    private final List<Consumer<Run>> checks = new CopyOnWriteArrayList<>();

    RunExecution(RunStateMachine states, ProducerTemplate template) {
        this.states = states;
        this.template = template;
    }

    /** Calls a check at the beginning of every run, before its first step; what it throws fails the run. */
    void check(Consumer<Run> check) {
        checks.add(check);
    }

    /** Executes a run that is claimed, on this thread, to the end of its last branch; a failure is a result, too. */
    RunResult execute(Run run) {
        Exception failure = null;
        run.threads().enter();
        try {
            if (states.started(run.id(), run.tasks().all())) {
                checks.forEach(check -> check.accept(run));
                Exchange exchange = template.send("direct:pipeline-" + run.pipeline(), run::enter);
                failure = exchange.getException();
            } else {
                run.end(Ending.LOST);
                failure = new azalai.error.Failure(Ending.LOST.sentence());
            }
        } catch (RuntimeException e) {
            failure = e;
        }
        run.threads().leave();
        run.threads().awaitNone();
        run.over();
        // Nothing waits here any more that an interrupt could be meant for.
        Thread.interrupted();
        return ended(run, failure);
    }

    private RunResult ended(Run run, Exception failure) {
        Ending early = failure == null ? null : run.ending().orElse(null);
        String error = error(run, failure, early);
        RunState state = error == null
                ? RunState.SUCCESS
                : early != null && early.cancelled() ? RunState.CANCELLED : RunState.FAILED;
        if (error != null) {
            LOG.error("Run {} of {} is {}: {}", run.id(), run.pipeline(), state.label(), error, failure);
        }
        Map<String, Long> counts = new LinkedHashMap<>();
        RunResult.COUNTED.forEach(name -> counts.put(name, run.total(name)));
        counts.put("withdrawn", run.total("withdrawn"));
        counts.put("returned", run.total("returned"));
        if (early == Ending.HANDED_BACK) {
            return record(run, () -> states.handBack(run.id()))
                    ? result(run, RunState.QUEUED, counts, error)
                    : result(run, RunState.FAILED, counts, Ending.LOST.sentence());
        }
        if (early != Ending.LOST
                && !record(
                        run,
                        () -> states.ended(
                                run.id(),
                                state,
                                new RunStateMachine.Result(run.full(), run.source(), counts, error),
                                run.tasks().close(state, error)))) {
            return result(run, RunState.FAILED, counts, error == null ? Ending.LOST.sentence() : error);
        }
        return result(run, state, counts, error);
    }

    /** Why the run is no success; null if it is one. A task that failed makes it fail, whatever the route did then. */
    private static String error(Run run, Exception failure, Ending early) {
        if (early != null) {
            return early.sentence();
        }
        return run.tasks()
                .failed()
                .map(TaskEntry::error)
                .orElseGet(() -> failure == null ? null : Sentences.of(failure, run.placeOf(failure)));
    }

    private interface Transition {
        boolean take();
    }

    /** Tries again while the database is out of reach, for as long as the claim may hold. @return whether it was taken */
    private static boolean record(Run run, Transition transition) {
        long until = System.nanoTime() + DeadRuns.LEASE.toNanos();
        while (true) {
            try {
                return transition.take();
            } catch (RuntimeException e) {
                LOG.error("The end of run {} of {} cannot be recorded", run.id(), run.pipeline(), e);
                if (System.nanoTime() > until
                        || run.ending().filter(Ending.LOST::equals).isPresent()) {
                    // Whoever is there when the database is back closes it.
                    return false;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static RunResult result(Run run, RunState state, Map<String, Long> counts, String error) {
        List<String> notices = new ArrayList<>(run.notices());
        run.pipelineDeclared()
                .tasks()
                .forEach(task -> notices.addAll(
                        CountNotices.of(run.pipeline(), run.counts(task).toMap())));
        if (run.total("withdrawn") + run.total("returned") > 0) {
            notices.add(
                    "withdrawn at the source %d, returned %d".formatted(run.total("withdrawn"), run.total("returned")));
        }
        return new RunResult(run.id(), run.pipeline(), state.label(), counts, run.age(), notices, error);
    }
}
