package azalai.page;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/**
 * What the steps of one task counted, by name: {@code fetched}, {@code published}, {@code unread.fin_procedure}. A name
 * with a dot groups one counter by field; {@code millis.fetch} is how long the stage took. Safe for parallel branches of a route.
 */
public final class Counts {
    /** How the counters of stages begin: {@code millis.fetch}. */
    public static final String MILLIS = "millis.";

    /** So many different names of a group that come from the data. */
    static final int NAMED = 50;

    private static final int NAME_LENGTH = 63;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");
    private static final String OTHERS = ".(others)";

    private final Map<String, AtomicInteger> named = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> adders = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> nanos = new ConcurrentSkipListMap<>();
    private final Published published = new Published();
    private final AtomicLong lapped = new AtomicLong(System.nanoTime());

    /** Adds {@code n} (may be 0, which makes the name known) to the counter {@code name}. */
    public void add(String name, long n) {
        adders.computeIfAbsent(name, key -> new LongAdder()).add(n);
    }

    /**
     * Adds 1 to the counter {@code <group>.<name>}, where the name comes from the data: a source that makes names up must
     * fill neither the memory nor the ledger, so further ones are counted together as {@code <group>.(others)}.
     */
    public void addNamed(String group, String name) {
        String counter = group + "." + printable(name);
        LongAdder known = adders.get(counter);
        if (known == null) {
            AtomicInteger names = named.computeIfAbsent(group, key -> new AtomicInteger());
            boolean room = names.get() < NAMED && names.incrementAndGet() <= NAMED;
            known = adders.computeIfAbsent(room ? counter : group + OTHERS, key -> new LongAdder());
        }
        known.increment();
    }

    /** The ledger takes no NUL and no half of a character. */
    private static String printable(String name) {
        String shown = name.length() > NAME_LENGTH ? name.substring(0, NAME_LENGTH) + "…" : name;
        return UNPRINTABLE.matcher(shown).replaceAll("?");
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
