package azalai.page;

import azalai.protocol.OffsetRange;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What one attempt of a task brought to Kafka: where its records stand on their topics, as Kafka acknowledged them, and
 * how many it had to keep back. Safe for parallel branches of a route.
 */
public final class Published {
    private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
    private final Map<String, Map<Integer, OffsetRange>> stretches = new ConcurrentSkipListMap<>();
    private final LongAdder refused = new LongAdder();

    /** Kafka acknowledged a record; one whose offset it does not know, below 0, counts and stands nowhere. */
    public void acknowledged(String topic, int partition, long offset) {
        count(topic, 1);
        if (offset >= 0) {
            add(topic, new OffsetRange(partition, offset, offset + 1));
        }
    }

    /** How many records were acknowledged on a topic. */
    public long count(String topic) {
        LongAdder count = counts.get(topic);
        return count == null ? 0 : count.sum();
    }

    /** The stretches on a topic from the first of the records to the last, one a partition that got a record; what others sent stands there, too. */
    public List<OffsetRange> on(String topic) {
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

    private void add(String topic, OffsetRange stretch) {
        stretches
                .computeIfAbsent(topic, name -> new ConcurrentSkipListMap<>())
                .merge(stretch.partition(), stretch, Published::both);
    }

    /** A record was kept back. */
    public void refuse() {
        refused.increment();
    }

    /** How many records were kept back. */
    public long refused() {
        return refused.sum();
    }

    private static OffsetRange both(OffsetRange one, OffsetRange other) {
        return new OffsetRange(one.partition(), Math.min(one.begin(), other.begin()), Math.max(one.end(), other.end()));
    }
}
