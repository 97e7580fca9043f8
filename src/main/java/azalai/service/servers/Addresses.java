package azalai.service.servers;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where the servers are, under the names {@code services status} prints: {@code KAFKA_BROKERS}, {@code POSTGRES_URL} and
 * so on.
 *
 * @param byVariable value by environment variable's name; a server that is not there is absent
 */
public record Addresses(Map<String, String> byVariable) {
    /** The variables, in the order they are printed. */
    public static final java.util.List<String> VARIABLES =
            java.util.List.of("KAFKA_BROKERS", "POSTGRES_URL", "POSTGRES_USER", "POSTGRES_PASSWORD", "RECALLS_API_URL");

    static Addresses of(Properties properties) {
        Map<String, String> map = new TreeMap<>();
        VARIABLES.stream().filter(properties::containsKey).forEach(name -> map.put(name, properties.getProperty(name)));
        return new Addresses(map);
    }

    /** As settings that replace those of the configuration: {@code KAFKA_BROKERS} → {@code kafka.brokers}. */
    public Map<String, String> asSettings() {
        Map<String, String> settings = new TreeMap<>();
        byVariable.forEach((name, value) ->
                settings.put(name.toLowerCase(java.util.Locale.ROOT).replace('_', '.'), value));
        return settings;
    }
}
