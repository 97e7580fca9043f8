package azalai.load;

import azalai.protocol.LoadRequest;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Settings of the Kafka clients: the tuned ones give way to the user's, those the load's guarantees rest on do not. */
final class KafkaSettings {
    /** The contract of every topic: larger ones are dead letters before they are sent. */
    private static final int LARGEST_RECORD = 8 << 20;

    private static final int MOST_POLL_RECORDS = 50;

    private KafkaSettings() {}

    static Map<String, Object> admin(LoadRequest request) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("default.api.timeout.ms", 30_000);
        settings.put("request.timeout.ms", 15_000);
        return withUsers(settings, request);
    }

    static Map<String, Object> consumer(LoadRequest request) {
        Map<String, Object> settings = new HashMap<>();
        // Nothing is waited for: the end is known. Half a second a batch.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        // Large fetches nearly halve the read, and a record of 8 MB passes.
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LARGEST_RECORD);
        settings.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, 1 << 20);
        withUsers(settings, request);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, pollRecords());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return settings;
    }

    /**
     * What a poll hands over is decompressed, and Kafka bounds it by number only: so many that the largest records of
     * all tasks at once take a quarter of the heap (16 of 8 MB with two cores and 1 GB). What was
     * fetched is kept between polls, so that a small number asks the broker no oftener.
     */
    private static int pollRecords() {
        Runtime jvm = Runtime.getRuntime();
        long room = jvm.maxMemory() / 4 / jvm.availableProcessors() / LARGEST_RECORD;
        return (int) Math.max(1, Math.min(MOST_POLL_RECORDS, room));
    }

    private static Map<String, Object> withUsers(Map<String, Object> settings, LoadRequest request) {
        if (request.kafkaClient() != null) {
            settings.putAll(request.kafkaClient());
        }
        settings.put("bootstrap.servers", request.brokers());
        return settings;
    }
}
