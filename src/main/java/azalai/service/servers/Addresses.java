package azalai.service.servers;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where the servers are, under the names {@code services status} prints: {@code KAFKA_BROKERS}, {@code POSTGRES_URL} and
 * so on, and {@code <PIPELINE>_API_URL} for each pipeline that the sample API has a source for.
 *
 * @param byVariable value by environment variable's name; a server that is not there is absent
 */
public record Addresses(Map<String, String> byVariable) {
    private static final List<String> SERVERS =
            List.of("KAFKA_BROKERS", "POSTGRES_URL", "POSTGRES_USER", "POSTGRES_PASSWORD");
    private static final String SOURCE = "_API_URL";

    static Addresses of(Properties properties) {
        Map<String, String> map = new TreeMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> SERVERS.contains(name) || name.endsWith(SOURCE))
                .forEach(name -> map.put(name, properties.getProperty(name)));
        return new Addresses(map);
    }

    /** The variables, in the order they are printed. */
    public List<String> variables() {
        return Stream.concat(
                        SERVERS.stream().filter(byVariable::containsKey),
                        byVariable.keySet().stream()
                                .filter(name -> name.endsWith(SOURCE))
                                .sorted())
                .toList();
    }

    /** Where the sample API has a source for this pipeline; empty if it has none. */
    public Optional<String> source(String pipeline) {
        return Optional.ofNullable(byVariable.get(pipeline.toUpperCase(Locale.ROOT) + SOURCE));
    }

    /** The sample API's own address; empty if it does not run. */
    Optional<String> sample() {
        return variables().stream()
                .filter(name -> name.endsWith(SOURCE))
                .findFirst()
                .map(byVariable::get);
    }

    /** Those of Kafka and PostgreSQL as settings that replace those of the configuration: {@code KAFKA_BROKERS} → {@code kafka.brokers}. */
    public Map<String, String> asSettings() {
        Map<String, String> settings = new TreeMap<>();
        SERVERS.stream()
                .filter(byVariable::containsKey)
                .forEach(name -> settings.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), byVariable.get(name)));
        return settings;
    }
}
