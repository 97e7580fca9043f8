package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.PageStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Drops a record that equals, in all its fields, one that came before it in the same run, and counts it as
 * {@code duplicate}. Remembers a bounded number of digests, the latest, so that memory does not grow with the source.
 *
 * <p>What was seen belongs to the task's {@link Counts} and goes with them: a task that is tried again needs new ones,
 * or what its first attempt fetched and lost would be dropped as known.
 */
public final class Deduplicate extends PageStep {
    private final Map<Counts, Seen> seenByTask = new WeakHashMap<>();
    private int remember = 200_000;

    /** How many records are remembered; some 100 bytes each. */
    public void setRemember(int remember) {
        this.remember = remember;
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        Seen seen;
        synchronized (seenByTask) {
            seen = seenByTask.computeIfAbsent(counts, task -> new Seen(remember));
        }
        int before = page.size();
        RecordDigest digest = new RecordDigest();
        synchronized (seen) {
            page.removeIf(record -> seen.put(digest.of(record), Boolean.TRUE) != null);
        }
        if (page.size() < before) {
            counts.add("duplicate", before - page.size());
        }
    }

    /** The latest digests: at the limit the oldest goes. */
    private static final class Seen extends LinkedHashMap<RecordDigest.Value, Boolean> {
        private final int limit;

        Seen(int limit) {
            this.limit = limit;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordDigest.Value, Boolean> eldest) {
            return size() > limit;
        }
    }
}
