package azalai.service.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class AddressesTest {
    private static Addresses of(Map<String, String> found) {
        Properties properties = new Properties();
        properties.putAll(found);
        return Addresses.of(properties);
    }

    @Test
    void the_sample_s_sources_follow_the_servers_whatever_pipelines_they_are_for() {
        Addresses addresses = of(Map.of(
                "POSTGRES_USER", "u",
                "WEATHER_API_URL", "http://127.0.0.1:1",
                "KAFKA_BROKERS", "b",
                "RECALLS_API_URL", "http://127.0.0.1:1",
                "pid", "7",
                "SAMPLE_CONTROL_TOKEN", "t"));

        assertThat(addresses.variables())
                .containsExactly("KAFKA_BROKERS", "POSTGRES_USER", "RECALLS_API_URL", "WEATHER_API_URL");
        assertThat(addresses.source("weather")).contains("http://127.0.0.1:1");
        assertThat(addresses.source("posts")).isEmpty();
        assertThat(addresses.asSettings())
                .containsOnly(Map.entry("kafka.brokers", "b"), Map.entry("postgres.user", "u"));
    }
}
