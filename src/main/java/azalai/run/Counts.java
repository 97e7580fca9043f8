package azalai.run;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the steps of one task counted, by name: {@code fetched}, {@code published}, {@code unread.fin_procedure}. A name
 * with a dot groups one counter by field. Safe for parallel branches of a route.
 */
public final class Counts {
    private final Map<String, LongAdder> adders = new ConcurrentSkipListMap<>();

    /** Adds {@code n} (may be 0, which makes the name known) to the counter {@code name}. */
    public void add(String name, long n) {
        adders.computeIfAbsent(name, key -> new LongAdder()).add(n);
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
        return map;
    }
}
