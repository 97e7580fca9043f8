package azalai.run;

import azalai.ledger.RunState;
import azalai.ledger.TaskEntry;
import azalai.ledger.TaskState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The tasks of a run under way and their states. What the ledger shows is a copy of this: each change is written there,
 * and the run's end writes all of it once more, so that a run and its tasks agree whatever was lost on the way.
 */
final class Tasks {
    private final List<List<String>> stages;
    private final Map<String, TaskEntry> entries = new LinkedHashMap<>();
    private final Supplier<String> clock;

    /** @param clock gives a later time at each call */
    Tasks(List<List<String>> stages, Supplier<String> clock) {
        this.stages = stages;
        this.clock = clock;
        stages.forEach(stage -> stage.forEach(task -> entries.put(task, TaskEntry.fresh(task, clock.get()))));
        if (!stages.isEmpty()) {
            schedule(stages.get(0));
        }
    }

    synchronized List<TaskEntry> all() {
        return List.copyOf(entries.values());
    }

    /** An attempt of a task begins; it was queued when its step was reached. */
    synchronized List<TaskEntry> begin(String task) {
        return put(entries.get(task).in(TaskState.QUEUED, clock.get()).begun(clock.get()));
    }

    /** An attempt ended; with success, or left out, the tasks that waited for it are next. */
    synchronized List<TaskEntry> end(String task, TaskState end, Map<String, Long> counts, String error) {
        List<TaskEntry> changed = new ArrayList<>(put(entries.get(task).ended(end, counts, error, clock.get())));
        List<String> beside = stages.stream()
                .filter(stage -> stage.contains(task))
                .findFirst()
                .orElse(List.of());
        if (beside.stream().allMatch(one -> done(entries.get(one).state()))) {
            int next = stages.indexOf(beside) + 1;
            changed.addAll(next == 0 || next == stages.size() ? List.of() : schedule(stages.get(next)));
        }
        return changed;
    }

    synchronized List<TaskEntry> upForRetry(String task) {
        return put(entries.get(task).in(TaskState.UP_FOR_RETRY, clock.get()));
    }

    /** The first task that failed for good; empty if none did. */
    synchronized Optional<TaskEntry> failed() {
        return entries.values().stream()
                .filter(entry -> entry.state() == TaskState.FAILED)
                .findFirst();
    }

    /** Whether a task of a stage before this task's one failed. */
    synchronized boolean failedBefore(String task) {
        for (List<String> stage : stages) {
            if (stage.contains(task)) {
                return false;
            }
            if (stage.stream().anyMatch(before -> entries.get(before).state() == TaskState.FAILED)) {
                return true;
            }
        }
        return false;
    }

    /** The run ended: no task stays open. */
    synchronized List<TaskEntry> close(RunState end, String error) {
        entries.replaceAll((name, entry) -> {
            TaskState last = entry.state().at(end);
            if (last == entry.state()) {
                return entry;
            }
            return entry.state().begun()
                    ? entry.ended(last, entry.counts(), error, clock.get())
                    : entry.in(last, clock.get());
        });
        return all();
    }

    private static boolean done(TaskState state) {
        return Set.of(TaskState.SUCCESS, TaskState.SKIPPED).contains(state);
    }

    private List<TaskEntry> schedule(List<String> stage) {
        List<TaskEntry> changed = new ArrayList<>();
        for (String task : stage) {
            if (entries.get(task).state() == TaskState.NONE) {
                changed.addAll(put(entries.get(task).in(TaskState.SCHEDULED, clock.get())));
            }
        }
        return changed;
    }

    private List<TaskEntry> put(TaskEntry entry) {
        entries.put(entry.name(), entry);
        return List.of(entry);
    }
}
