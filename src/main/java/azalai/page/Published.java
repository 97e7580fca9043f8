package azalai.page;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one attempt of a task brought to Kafka: where its records stand on their topics, as Kafka acknowledged them, and
 * how many it had to keep back. Safe for parallel branches of a route.
 */
public final class Published {
    /**
     * The stretch of a partition from the first of the records to the last; what others sent stands there, too.
     *
     * @param begin the first record's offset
     * @param end the last record's offset + 1
     */
    public record Stretch(int partition, long begin, long end) {
        private Stretch with(Stretch other) {
            return new Stretch(partition, Math.min(begin, other.begin), Math.max(end, other.end));
        }
    }

    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Map<String, Map<Integer, Stretch>> stretches = new ConcurrentSkipListMap<>();
    private final LongAdder refused = new LongAdder();

    /** Kafka acknowledged a record; one whose offset it does not know, below 0, counts and stands nowhere. */
    public void acknowledged(String topic, int partition, long offset) {
        count(topic, 1);
        if (offset >= 0) {
            add(topic, new Stretch(partition, offset, offset + 1));
        }
    }

    /** How many records were acknowledged on a topic. */
    public long count(String topic) {
        LongAdder count = counts.get(topic);
        return count == null ? 0 : count.sum();
    }

    /** The stretches on a topic, one a partition that got a record. */
    public List<Stretch> on(String topic) {
        return List.copyOf(stretches.getOrDefault(topic, Map.of()).values());
    }

    /** Adds what another task brought. */
    public void add(Published other) {
        other.counts.forEach((topic, count) -> count(topic, count.sum()));
        other.stretches.forEach((topic, all) -> all.values().forEach(stretch -> add(topic, stretch)));
    }

    private void count(String topic, long n) {
        counts.computeIfAbsent(topic, name -> new LongAdder()).add(n);
    }

    private void add(String topic, Stretch stretch) {
        stretches
                .computeIfAbsent(topic, name -> new ConcurrentSkipListMap<>())
                .merge(stretch.partition(), stretch, Stretch::with);
    }

    /** A record was kept back. */
    public void refuse() {
        refused.increment();
    }

    /** How many records were kept back. */
    public long refused() {
        return refused.sum();
    }
}
