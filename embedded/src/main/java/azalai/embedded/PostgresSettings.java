package azalai.embedded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The server's settings, given at every start: an older data folder gets those of this build. {@code fsync} and
 * {@code synchronous_commit} stay on: what is committed survives a power cut.
 */
final class PostgresSettings {
    private PostgresSettings() {}

    /** @return the options of pg_ctl, for its shell */
    static String of(int port, String clusterName) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("port", String.valueOf(port));
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("cluster_name", clusterName);
        settings.put("max_connections", "100");
        settings.put("shared_buffers", "128MB");
        settings.put("maintenance_work_mem", "128MB");
        settings.put("effective_cache_size", "1GB");
        // Loads are few and large: a checkpoint in the middle of one costs more than a longer recovery.
        settings.put("min_wal_size", "256MB");
        settings.put("max_wal_size", "1GB");
        settings.put("checkpoint_timeout", "15min");
        // Nobody replicates from here; COPY into a table of the same transaction then needs no log.
        settings.put("wal_level", "minimal");
        settings.put("max_wal_senders", "0");
        settings.put("jit", "off");
        settings.put("log_checkpoints", "off");
        return settings.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "='" + setting.getValue() + "'")
                .collect(Collectors.joining(" "));
    }
}
