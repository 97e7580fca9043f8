package azalai.step.load;

import azalai.config.Configuration;
import azalai.config.LoadLimits;
import azalai.database.TableName;
import azalai.kafka.KafkaClients;
import azalai.page.Published;
import azalai.run.Run;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a load is told: a line of JSON on its standard input, since it holds passwords.
 *
 * @param configuration addresses, passwords and limits
 * @param kafka the settings of every Kafka client
 */
record LoadRequests(Configuration configuration, KafkaClients kafka) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The line for a load of a run; version null = the later message wins. */
    String line(Run run, String topic, TableName table, String version) throws JsonProcessingException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("jdbcUrl", configuration.get("postgres.url"));
        request.put("jdbcUser", configuration.get("postgres.user"));
        request.put("jdbcPassword", configuration.get("postgres.password"));
        Map<String, Object> client = new TreeMap<>(kafka.settings());
        request.put("brokers", client.remove("bootstrap.servers"));
        request.put("kafkaClient", client);
        request.put("topic", topic);
        request.put("table", table.label());
        request.put("version", version);
        request.put("pipeline", run.pipeline());
        request.put("runId", run.id());
        request.put(
                "lockTimeoutMillis", configuration.duration("load.lock-timeout").toMillis());
        request.put("full", run.full());
        Published published = run.published();
        request.put("published", published.count(topic));
        request.put("publishedTo", published.on(topic));
        request.put("limits", limits(run));
        return JSON.writeValueAsString(request);
    }

    private Map<String, Object> limits(Run run) {
        LoadLimits limits = LoadLimits.of(configuration, run.pipeline());
        return Map.of(
                "mostMisfits",
                limits.mostMisfits(),
                "mostMisfitsShare",
                limits.mostMisfitsShare(),
                "mostWithdrawnShare",
                limits.mostWithdrawnShare(),
                "acceptWithdrawals",
                run.request().acceptWithdrawals());
    }
}
