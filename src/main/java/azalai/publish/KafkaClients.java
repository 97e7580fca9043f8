package azalai.publish;

import azalai.config.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every Kafka client of the application is given: the brokers and {@code kafka.client.*}.
 *
 * @param settings Kafka's own settings by name
 */
public record KafkaClients(Map<String, Object> settings) {
    /** The settings of this configuration. */
    public static KafkaClients of(Configuration configuration) {
        Map<String, Object> settings = new LinkedHashMap<>(configuration.below("kafka.client."));
        settings.put("bootstrap.servers", configuration.get("kafka.brokers"));
        return new KafkaClients(settings);
    }
}
