package azalai.step.load;

import azalai.config.Configuration;
import azalai.config.LoadLimits;
import azalai.database.TableName;
import azalai.kafka.KafkaClients;
import azalai.page.Published;
import azalai.protocol.LoadRequest;
import azalai.run.Run;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
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
        Map<String, String> client = new TreeMap<>();
        kafka.settings().forEach((name, value) -> client.put(name, String.valueOf(value)));
        String brokers = client.remove("bootstrap.servers");
        Published published = run.published();
        return JSON.writeValueAsString(new LoadRequest(
                configuration.get("postgres.url"),
                configuration.get("postgres.user"),
                configuration.get("postgres.password"),
                brokers,
                client,
                topic,
                table.label(),
                version,
                run.pipeline(),
                run.id(),
                configuration.duration("load.lock-timeout").toMillis(),
                run.full(),
                published.count(topic),
                published.on(topic),
                limits(run)));
    }

    private LoadRequest.Limits limits(Run run) {
        LoadLimits limits = LoadLimits.of(configuration, run.pipeline());
        return new LoadRequest.Limits(
                limits.mostMisfits(),
                limits.mostMisfitsShare(),
                limits.mostWithdrawnShare(),
                run.request().acceptWithdrawals());
    }
}
