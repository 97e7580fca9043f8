package azalai.sample;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The last requests that the sources were asked, for tests. */
final class RequestLog {
    private static final int KEPT = 2_000;

    private final Deque<Map<String, String>> entries = new ArrayDeque<>();
    private long count;

    /** Returns the request's number, from 1; {@code target} is path and query as they came. */
    synchronized long add(String method, String target) {
        entries.addLast(Map.of("method", method, "target", target));
        if (entries.size() > KEPT) {
            entries.removeFirst();
        }
        return ++count;
    }

    /** How many were counted, and the last of them. */
    synchronized Map<String, Object> snapshot() {
        return Map.of("count", count, "requests", List.copyOf(entries));
    }

    synchronized void clear() {
        entries.clear();
        count = 0;
    }
}
