package azalai.kafka;

import azalai.config.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What every Kafka client of the application is given: the brokers and {@code kafka.client.*}.
 *
 * @param settings Kafka's own settings by name
 */
public record KafkaClients(Map<String, Object> settings) {
    private static final int WARM_UP_SECONDS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(KafkaClients.class);

    /**
     * Asks the brokers something, so that the first run after a start need not wait for a client's classes, some 0.3 s.
     * That they do not answer is the first run's to tell.
     */
    public void warmUp() {
        try (Admin admin = Admin.create(settings)) {
            admin.listTopics().names().get(WARM_UP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            LOG.info("Kafka does not answer yet", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The settings of this configuration. */
    public static KafkaClients of(Configuration configuration) {
        Map<String, Object> settings = new LinkedHashMap<>(configuration.below("kafka.client."));
        settings.put("bootstrap.servers", configuration.get("kafka.brokers"));
        return new KafkaClients(settings);
    }
}
