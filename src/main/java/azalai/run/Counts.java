package azalai.run;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the steps of one task counted, by name: {@code fetched}, {@code published}, {@code unread.fin_procedure}. A name
 * with a dot groups one counter by field; {@code millis.fetch} is how long the stage took. Safe for parallel branches of a route.
 */
public final class Counts {
    /** How the counters of stages begin: {@code millis.fetch}. */
    public static final String MILLIS = "millis.";

    private final Map<String, LongAdder> adders = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> nanos = new ConcurrentSkipListMap<>();
    private final Published published = new Published();
    private final AtomicLong lapped = new AtomicLong(System.nanoTime());

    /** Adds {@code n} (may be 0, which makes the name known) to the counter {@code name}. */
    public void add(String name, long n) {
        adders.computeIfAbsent(name, key -> new LongAdder()).add(n);
    }

    /**
     * Gives the time since the last call, or since the task began, to a stage: to be called when that stage hands over to
     * the next one. In parallel branches the time goes to whichever ends next.
     */
    public void lap(String stage) {
        long now = System.nanoTime();
        nanos.computeIfAbsent(stage, key -> new LongAdder()).add(now - lapped.getAndSet(now));
    }

    /** What the task brought to Kafka. */
    public Published published() {
        return published;
    }

    /** The counter's value; 0 if nothing was counted under this name. */
    public long get(String name) {
        LongAdder adder = adders.get(name);
        return adder == null ? 0 : adder.sum();
    }

    /** Every counter by name, sorted, as of now. */
    public Map<String, Long> toMap() {
        Map<String, Long> map = new ConcurrentSkipListMap<>();
        adders.forEach((name, adder) -> map.put(name, adder.sum()));
        nanos.forEach((stage, adder) -> map.put(MILLIS + stage, TimeUnit.NANOSECONDS.toMillis(adder.sum())));
        return map;
    }
}
