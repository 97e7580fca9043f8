package azalai.sample;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last requests that the API was asked, for tests. */
final class RequestLog {
    private static final int KEPT = 2_000;

    /** A request line; {@code target} is path and query as they came. */
    record Entry(String method, String target) {}

    /** All that were counted, and the last of them. */
    record Snapshot(long count, List<Entry> requests) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long count;

    /** Returns the request's number, from 1. */
    synchronized long add(String method, String target) {
        entries.addLast(new Entry(method, target));
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
        return ++count;
    }

    synchronized Snapshot snapshot() {
        return new Snapshot(count, new ArrayList<>(entries));
    }

    synchronized void clear() {
        entries.clear();
        count = 0;
    }
}
