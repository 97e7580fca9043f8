package azalai.load;

import azalai.protocol.LoadRequest;
import azalai.protocol.OffsetRange;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Reads ranges of a topic's partitions, committed records only. */
final class RangeReader implements AutoCloseable {
    /** A broker that delivers nothing for so long is taken for gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What is done with a record. */
    interface Sink {
        void accept(ConsumerRecord<byte[], byte[]> record) throws IOException, SQLException;
    }

    private final LoadRequest request;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private long nanos;

    RangeReader(LoadRequest request) {
        this.request = request;
        consumer = new KafkaConsumer<>(KafkaSettings.consumer(request));
    }

    /** Time spent waiting for Kafka so far. */
    Duration waited() {
        return Duration.ofNanos(nanos);
    }

    /** Hands every record of the range to the sink, in order. */
    void read(OffsetRange range, Sink sink) throws IOException, SQLException {
        TopicPartition partition = new TopicPartition(request.topic(), range.partition());
        consumer.assign(Set.of(partition));
        consumer.seek(partition, range.begin());
        long position = range.begin();
        long moved = System.nanoTime();
        // By position, not by the last record: a range may end in markers, aborted records or a compacted gap.
        while (position < range.end()) {
            for (ConsumerRecord<byte[], byte[]> record : poll(partition, range)) {
                if (record.offset() < range.end()) {
                    sink.accept(record);
                }
            }
            long now = consumer.position(partition);
            if (now > position) {
                position = now;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > PATIENCE.toNanos()) {
                throw new Refusal("Kafka at " + request.brokers() + " delivered nothing of topic " + request.topic()
                        + " partition " + range.partition() + " from offset " + position + " within "
                        + PATIENCE.toSeconds() + " s: check that the brokers run, then run again");
            }
        }
    }

    private List<ConsumerRecord<byte[], byte[]>> poll(TopicPartition partition, OffsetRange range) {
        long begun = System.nanoTime();
        try {
            return consumer.poll(Duration.ofSeconds(1)).records(partition);
        } catch (OffsetOutOfRangeException e) {
            throw new Refusal(
                    "Topic " + request.topic() + " lost records of partition " + range.partition() + " between offsets "
                            + range.begin() + " and " + range.end() + " while they were read: run again, and if that"
                            + " refuses do what it says; a longer retention helps",
                    e);
        } finally {
            nanos += System.nanoTime() - begun;
        }
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(5));
    }
}
