package azalai.load;

import azalai.protocol.LoadRequest;
import azalai.protocol.OffsetRange;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topic as it stands when the load begins.
 *
 * @param id Kafka's own: a topic deleted and made again has another
 * @param held for each partition the offsets it holds, up to the last stable one: what a transaction under way has
 *     written belongs to the next load
 */
record Topic(String name, String id, TreeMap<Integer, OffsetRange> held) {
    static Topic read(LoadRequest request) {
        try (Admin admin = Admin.create(KafkaSettings.admin(request))) {
            TopicDescription topic = admin.describeTopics(java.util.List.of(request.topic()))
                    .allTopicNames()
                    .get()
                    .get(request.topic());
            Map<TopicPartition, ListOffsetsResultInfo> earliest = offsets(admin, topic, OffsetSpec.earliest());
            TreeMap<Integer, OffsetRange> held = new TreeMap<>();
            offsets(admin, topic, OffsetSpec.latest())
                    .forEach((partition, end) -> held.put(
                            partition.partition(),
                            new OffsetRange(
                                    partition.partition(),
                                    earliest.get(partition).offset(),
                                    end.offset())));
            return new Topic(request.topic(), topic.topicId().toString(), held);
        } catch (ExecutionException e) {
            throw refusal(request, e.getCause());
        } catch (KafkaException e) {
            throw refusal(request, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("The load was interrupted", e);
        }
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Admin admin, TopicDescription topic, OffsetSpec which) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>(topic.partitions().stream()
                .collect(Collectors.toMap(p -> new TopicPartition(topic.name(), p.partition()), p -> which)));
        return admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get();
    }

    private static Refusal refusal(LoadRequest request, Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidTopicException) {
            return new Refusal(
                    "Topic " + request.topic() + " does not exist on " + request.brokers() + ", so there is nothing to"
                            + " load: publish first, ./azalai run " + request.pipeline(),
                    cause);
        }
        return new Refusal(
                "Kafka at " + request.brokers() + " did not say where topic " + request.topic() + " stands ("
                        + cause.getMessage() + "): check kafka.brokers and kafka.client.*, and that the broker runs",
                cause);
    }
}
