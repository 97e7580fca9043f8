package azalai.pipeline;

import azalai.error.Refusal;
import azalai.schedule.CatchUp;
import azalai.schedule.Overlap;
import azalai.schedule.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline as its route declares it.
 *
 * @param name the name that {@code pipeline-source} is given
 * @param stages the ids of its tasks, in order; those of one stage run beside each other
 * @param schedule when it runs by itself; empty = never
 * @param zone the zone the schedule is read in
 * @param catchUp how missed firings are made up for
 * @param overlap what a firing does while a run is active
 * @param dependsOnPast whether a firing is skipped when the one before did not succeed
 * @param usesInterval whether its request reads the data interval
 * @param takesDays whether its request reads the days of a backfill
 * @param probe the endpoint that tells what the source looks like now, for an interval schedule; empty = none
 * @param retries how failed tasks are retried, by task
 * @param timeouts how long an attempt of a task may take, by task; without those that may take for ever
 * @param about what it says of itself
 */
public record Pipeline(
        String name,
        List<List<String>> stages,
        String schedule,
        ZoneId zone,
        CatchUp catchUp,
        Overlap overlap,
        boolean dependsOnPast,
        boolean usesInterval,
        boolean takesDays,
        String probe,
        Map<String, Retry> retries,
        Map<String, Duration> timeouts,
        About about) {
    /**
     * For people.
     *
     * @param title a short name; empty = the pipeline's
     * @param description what it carries; empty if it does not say
     * @param owner who looks after it
     * @param requestedBy who asked for this data
     * @param tags words to find it by
     * @param inputs what it reads
     * @param outputs what it writes
     */
    public record About(
            String title,
            String description,
            String owner,
            String requestedBy,
            List<String> tags,
            List<String> inputs,
            List<String> outputs) {}

    /** The ids of its tasks, in order. */
    public List<String> tasks() {
        return stages.stream().flatMap(List::stream).toList();
    }

    /** Its schedule's firings; empty if it has none. */
    public Optional<Timing> timing() {
        return schedule.isEmpty() ? Optional.empty() : Optional.of(Timing.of(name, schedule, zone));
    }

    /** All missed firings only make sense where each asks for its own interval. */
    public CatchUp effectiveCatchUp() {
        return catchUp == CatchUp.ALL && !usesInterval ? CatchUp.LAST : catchUp;
    }

    /** The data interval of a firing: from the one before to this one; empty if there is none before. */
    public Optional<Interval> interval(Instant firing) {
        return timing().flatMap(timing -> timing.previous(firing)).map(before -> new Interval(before, firing));
    }

    /**
     * The intervals of its schedule that begin on one of these days, in its zone, in their order.
     *
     * @throws Refusal if it has no schedule
     */
    public List<Interval> intervals(LocalDate from, LocalDate to) {
        Timing timing = timing().orElseThrow(() ->
                new Refusal("Pipeline %s has no schedule, and so no intervals: leave --each out.".formatted(name)));
        Instant end = to.plusDays(1).atStartOfDay(zone).toInstant();
        List<Interval> found = new ArrayList<>();
        Optional<Instant> begin =
                timing.next(from.atStartOfDay(zone).toInstant().minusMillis(1));
        while (begin.isPresent() && begin.get().isBefore(end)) {
            Instant start = begin.get();
            begin = timing.next(start);
            begin.ifPresent(next -> found.add(new Interval(start, next)));
        }
        return found;
    }

    /** Refuses days where nothing would read them. @throws Refusal if the request names any */
    public void check(RunRequest request) {
        if (request.from() != null && !takesDays && !usesInterval) {
            throw new Refusal(
                    "Pipeline %s reads the same whatever the days (it declares neither takesDays nor usesInterval): leave --from and --to out."
                            .formatted(name));
        }
    }

    /** A run's interval: what was asked for, a backfill's days in this zone, or the last complete one; null without any. */
    public Interval interval(RunRequest request) {
        if (request.interval() != null) {
            return request.interval();
        }
        if (request.from() != null) {
            return new Interval(
                    request.from().atStartOfDay(zone).toInstant(),
                    request.to().plusDays(1).atStartOfDay(zone).toInstant());
        }
        return timing().flatMap(timing -> timing.previous(Instant.now()))
                .flatMap(this::interval)
                .orElse(null);
    }

    /** The stage after the one a task belongs to; empty after the last. */
    List<String> after(String task) {
        for (int i = 0; i + 1 < stages.size(); i++) {
            if (stages.get(i).contains(task)) {
                return stages.get(i + 1);
            }
        }
        return List.of();
    }

    List<String> stageOf(String task) {
        return stages.stream().filter(stage -> stage.contains(task)).findFirst().orElse(List.of());
    }
}
