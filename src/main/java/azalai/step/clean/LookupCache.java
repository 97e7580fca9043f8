package azalai.step.clean;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers of a look-up, the latest asked for, each for a limited time. Safe for threads. */
final class LookupCache {
    /** What a look-up found for a key; the value is null if it found nothing, which is worth remembering, too. */
    record Answer(Object value) {}

    private record Entry(Answer answer, long until) {}

    private final Duration timeToLive;
    private final InstantSource clock;
    private final Map<String, Entry> entries;

    LookupCache(int size, Duration timeToLive, InstantSource clock) {
        this.timeToLive = timeToLive;
        this.clock = clock;
        this.entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
                return size() > size;
            }
        };
    }

    /** The answer for a key; null if it is not known or too old. */
    synchronized Answer get(String key) {
        Entry entry = entries.get(key);
        return entry == null || entry.until <= clock.millis() ? null : entry.answer;
    }

    synchronized void put(String key, Answer answer) {
        entries.put(key, new Entry(answer, clock.millis() + timeToLive.toMillis()));
    }
}
