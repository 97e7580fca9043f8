package azalai.step.kafka;

import azalai.config.Durations;
import azalai.error.Failure;
import azalai.error.Reasons;
import azalai.kafka.KafkaClients;
import azalai.run.Run;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a topic as declared if it is missing. One that is there is not altered, except that it gets more partitions;
 * where it differs otherwise, the summary of the run says so, or without a run the log.
 */
public final class TopicDeclaration implements Processor, CamelContextAware {
    /** Room for a record of 8 MB and its headers: https://kafka.apache.org/documentation/#topicconfigs_max.message.bytes. */
    static final int LARGEST_MESSAGE = 8 * 1024 * 1024 + 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(TopicDeclaration.class);
    private static final int SECONDS = 20;

    private CamelContext context;
    private String topic;
    private int partitions = 1;
    private String replication = "";
    private String retention = "7d";

    @Override
    public void process(Exchange exchange) {
        KafkaClients clients = context.getRegistry().findSingleByType(KafkaClients.class);
        Map<String, Object> settings = new HashMap<>(clients.settings());
        settings.put("default.api.timeout.ms", SECONDS * 1000);
        settings.put("request.timeout.ms", SECONDS * 500);
        try (Admin admin = Admin.create(settings)) {
            if (!made(admin)) {
                compare(admin, exchange.getProperty(Run.PROPERTY, Run.class));
            }
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new Failure(
                    "Kafka at %s cannot be asked for topic %s (%s): check kafka.brokers and kafka.client.*."
                            .formatted(settings.get("bootstrap.servers"), topic, Reasons.of(cause)),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while asking Kafka for topic " + topic + ".", e);
        }
    }

    private boolean made(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            get(admin.describeTopics(Set.of(topic)).topicNameValues().get(topic));
            return false;
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
        }
        Optional<Short> factor =
                replication.isBlank() ? Optional.empty() : Optional.of(Short.valueOf(replication.strip()));
        NewTopic wanted = new NewTopic(topic, Optional.of(partitions), factor).configs(declared());
        try {
            get(admin.createTopics(List.of(wanted)).all());
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    private void compare(Admin admin, Run run) throws ExecutionException, InterruptedException, TimeoutException {
        TopicDescription description =
                get(admin.describeTopics(Set.of(topic)).topicNameValues().get(topic));
        int have = description.partitions().size();
        if (have < partitions) {
            get(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                    .all());
            notice(run, "Topic %s has %d partitions now instead of %d.".formatted(topic, partitions, have));
        } else if (have > partitions) {
            notice(
                    run,
                    "Topic %s has %d partitions, %d are declared: left as it is.".formatted(topic, have, partitions));
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config actual = get(admin.describeConfigs(Set.of(resource)).values().get(resource));
        declared().forEach((name, value) -> {
            String is = actual.get(name) == null ? null : actual.get(name).value();
            if (is != null && !is.equals(value)) {
                notice(run, "Topic %s has %s=%s, declared is %s: left as it is.".formatted(topic, name, is, value));
            }
        });
    }

    private static void notice(Run run, String sentence) {
        if (run == null) {
            LOG.info(sentence);
        } else {
            run.notice(sentence);
        }
    }

    private Map<String, String> declared() {
        return Map.of(
                "cleanup.policy", "delete",
                "retention.ms",
                        String.valueOf(Durations.parse("retention", retention).toMillis()),
                "max.message.bytes", String.valueOf(LARGEST_MESSAGE));
    }

    private static <T> T get(KafkaFuture<T> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }

    /** The topic's name. */
    public void setTopic(String topic) {
        this.topic = topic;
    }

    /** How many partitions it has at least. */
    public void setPartitions(int partitions) {
        this.partitions = partitions;
    }

    /** How many brokers hold a copy; empty = the broker's default. */
    public void setReplication(String replication) {
        this.replication = replication;
    }

    /** How long messages stay. */
    public void setRetention(String retention) {
        this.retention = retention;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }
}
