package azalai.run;

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

    private final Map<String, Map<Integer, Stretch>> byTopic = new ConcurrentSkipListMap<>();
    private final LongAdder refused = new LongAdder();

    /** Kafka acknowledged a record. */
    public void acknowledged(String topic, int partition, long offset) {
        add(topic, new Stretch(partition, offset, offset + 1));
    }

    /** The stretches on a topic, one a partition that got a record. */
    List<Stretch> on(String topic) {
        return List.copyOf(byTopic.getOrDefault(topic, Map.of()).values());
    }

    /** Adds where more records stand. */
    void add(String topic, Stretch stretch) {
        byTopic.computeIfAbsent(topic, name -> new ConcurrentSkipListMap<>())
                .merge(stretch.partition(), stretch, Stretch::with);
    }

    /** A record was kept back. */
    void refuse() {
        refused.increment();
    }

    /** How many records were kept back. */
    long refused() {
        return refused.sum();
    }
}
