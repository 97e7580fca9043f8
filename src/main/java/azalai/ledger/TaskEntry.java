package azalai.ledger;

import java.util.Map;
import java.util.TreeMap;

/**
 * A task of a run under way, as the ledger is to show it. Times are texts of one length, so that they sort.
 *
 * @param attempts how often it was begun
 * @param startedAt when the last attempt began; null before the first
 * @param endedAt when the last attempt ended; null while it has not
 * @param times when it entered each of its states, in the last attempt
 * @param counts what the last attempt counted; null while unknown
 * @param error why the last attempt failed; null when it did not
 */
public record TaskEntry(
        String name,
        TaskState state,
        int attempts,
        String startedAt,
        String endedAt,
        Map<String, String> times,
        Map<String, Long> counts,
        String error) {
    /** A task that nothing has happened to since {@code at}. */
    public static TaskEntry fresh(String name, String at) {
        return new TaskEntry(name, TaskState.NONE, 0, null, null, Map.of("none", at), null, null);
    }

    /** The same task in another state. */
    public TaskEntry in(TaskState next, String at) {
        return new TaskEntry(name, next, attempts, startedAt, endedAt, with(next, at), counts, error);
    }

    /** An attempt begins. */
    public TaskEntry begun(String at) {
        return new TaskEntry(
                name, TaskState.RUNNING, attempts + 1, at, null, with(TaskState.RUNNING, at), counts, null);
    }

    /** An attempt ended, or the task without one. */
    public TaskEntry ended(TaskState end, Map<String, Long> counted, String sentence, String at) {
        return new TaskEntry(
                name, end, attempts, startedAt, startedAt == null ? null : at, with(end, at), counted, sentence);
    }

    private Map<String, String> with(TaskState next, String at) {
        Map<String, String> longer = new TreeMap<>(times);
        longer.put(next.label(), at);
        return longer;
    }
}
