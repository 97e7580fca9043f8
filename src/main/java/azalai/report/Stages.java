package azalai.report;

import azalai.ledger.LoadRow;
import azalai.ledger.TaskRow;
import azalai.page.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stages of a run, in the order of the way of a record: from what its tasks and its loads measured. */
public final class Stages {
    private static final String MILLIS = Counts.MILLIS;
    private static final List<String> ORDER = List.of("begin", "fetch", "clean", "publish");
    private static final Map<String, String> OF_LOAD =
            Map.of("prepare", "start load", "stage", "load", "merge", "merge");

    private Stages() {}

    /** The stages that took any time that was measured; none for a run whose steps measure nothing. */
    public static List<Stage> of(List<TaskRow> tasks, List<LoadRow> loads) {
        List<Stage> stages = new ArrayList<>();
        tasks.forEach(task -> stages.addAll(of(task)));
        Optional<Instant> published = tasks.stream()
                .filter(task -> task.counts().containsKey(MILLIS + "publish") && task.endedAt() != null)
                .map(TaskRow::endedAt)
                .max(Comparator.naturalOrder());
        for (LoadRow load : loads) {
            published
                    .filter(end -> end.isBefore(load.endedAt()))
                    .ifPresent(
                            end -> stages.add(new Stage("wait in topic", between(end, load.beganAt()), load.read())));
            stages.addAll(of(load));
        }
        return stages;
    }

    /** The one that took longest; empty if together they are not half of {@code all} (null = not known): then something else was. */
    public static Optional<Stage> slowest(List<Stage> stages, Duration all) {
        Duration known = stages.stream().map(Stage::took).reduce(Duration.ZERO, Duration::plus);
        return all != null && known.multipliedBy(2).compareTo(all) < 0
                ? Optional.empty()
                : stages.stream().max(Comparator.comparing(Stage::took));
    }

    private static List<Stage> of(LoadRow load) {
        return List.of("prepare", "stage", "merge").stream()
                .filter(load.millis()::containsKey)
                .map(name -> new Stage(
                        OF_LOAD.get(name),
                        Duration.ofMillis(load.millis().get(name)),
                        name.equals("prepare") ? 0 : load.read()))
                .toList();
    }

    private static List<Stage> of(TaskRow task) {
        return task.counts().keySet().stream()
                .filter(name -> name.startsWith(MILLIS))
                .map(name -> name.substring(MILLIS.length()))
                .sorted(Comparator.comparingInt(Stages::place).thenComparing(Comparator.naturalOrder()))
                .map(name -> new Stage(name, Duration.ofMillis(task.counts().get(MILLIS + name)), records(task, name)))
                .toList();
    }

    private static long records(TaskRow task, String stage) {
        return stage.equals("begin")
                ? 0
                : task.counts().getOrDefault(stage.equals("publish") ? "published" : "fetched", 0L);
    }

    /** The start of a process is known to a hundredth of a second only, and may seem to lie before what led to it. */
    private static Duration between(Instant end, Instant start) {
        return start.isBefore(end) ? Duration.ZERO : Duration.between(end, start);
    }

    private static int place(String name) {
        int place = ORDER.indexOf(name);
        return place < 0 ? ORDER.size() : place;
    }
}
