package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** What pipeline recalls has left in a data folder whose services run: its table, its offsets, its remains. */
final class Recalls {
    private static final String TOPIC = "rappel_conso";
    private static final int PARTITIONS = 3;

    private final Azalai azalai;

    /** What stands in the servers of this product. */
    Recalls(Azalai azalai) {
        this.azalai = azalai;
    }

    /** A digest of each row by its key: of all columns that do not tell when or by which run it was written. */
    Map<String, String> rows() throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Connection connection = azalai.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT reference_fiche,
                               md5((to_jsonb(r) - 'run_id' - 'first_seen_at' - 'changed_at' - 'withdrawn_at'
                                    || jsonb_build_object('withdrawn', withdrawn_at IS NOT NULL))::text)
                        FROM rappel_conso r""")) {
            while (row.next()) {
                rows.put(row.getString(1), row.getString(2));
            }
        }
        return rows;
    }

    /** How far each partition was loaded. */
    Map<Integer, Long> stored() throws SQLException {
        Map<Integer, Long> stored = new TreeMap<>();
        try (Connection connection = azalai.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT partition, next_offset FROM azalai.kafka_offset WHERE topic = '" + TOPIC + "'")) {
            while (row.next()) {
                stored.put(row.getInt(1), row.getLong(2));
            }
        }
        return stored;
    }

    /** Where each partition of the topic ends. */
    Map<Integer, Long> ends() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", azalai.address("KAFKA_BROKERS")))) {
            return new TreeMap<>(admin
                    .listOffsets(IntStream.range(0, PARTITIONS)
                            .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .collect(Collectors.toMap(entry -> entry.getKey().partition(), entry -> entry.getValue()
                            .offset())));
        }
    }

    /** How many messages stand on the topic that no load has committed. */
    long waiting() throws Exception {
        return sum(ends()) - sum(stored());
    }

    private static long sum(Map<Integer, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The number of the run begun last; 0 before the first. */
    long lastRun() throws SQLException {
        return number("SELECT coalesce(max(id), 0) FROM azalai.run");
    }

    /** A query's only value. */
    long number(String sql) throws SQLException {
        return Long.parseLong(azalai.value(sql));
    }

    /** Damages what was published since the day and sets the cursor back to it, so that the next run has work to do. */
    void spoilSince(String day) throws SQLException {
        try (Connection connection = azalai.database();
                Statement statement = connection.createStatement()) {
            String recent = " WHERE date_publication >= '" + day + "' AND hashtext(reference_fiche) % 3 = ";
            assertThat(statement.executeUpdate("DELETE FROM rappel_conso" + recent + 0))
                    .isGreaterThan(10);
            assertThat(statement.executeUpdate("UPDATE rappel_conso SET libelle = 'spoilt', gtin = NULL" + recent + 1))
                    .isGreaterThan(10);
            assertThat(statement.executeUpdate("UPDATE azalai.cursor SET value = '" + day + "'"))
                    .isOne();
        }
    }

    /** Fails unless table and offsets are as if nothing had happened and nothing is left of what did. */
    void assertWhole(Map<String, String> expected, Path data) throws Exception {
        assertThat(rows()).isEqualTo(expected);
        assertThat(stored()).isEqualTo(ends());
        assertThat(number("SELECT count(*) FROM azalai.dead_letter")).isZero();
        assertThat(number("SELECT count(*) FROM azalai.run WHERE state IN ('queued', 'running')"))
                .isZero();
        assertThat(number(
                        "SELECT count(*) FROM azalai.task WHERE state NOT IN ('success', 'failed', 'upstream_failed')"))
                .isZero();
        assertThat(number("SELECT count(*) FROM pg_class WHERE relnamespace = 'azalai_staging'::regnamespace"))
                .as("staging tables")
                .isZero();
        Processes processes = new Processes(data, azalai.folder());
        await("no process is left").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        processes.withoutServers())
                .extracting(ProcessHandle::info)
                .isEmpty());
        await("no session and no lock of one is left")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    assertThat(number("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'azalai%'"))
                            .isZero();
                    assertThat(number("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                            .isZero();
                });
        try (Stream<Path> files = Files.list(azalai.folder())) {
            assertThat(files.map(file -> file.getFileName().toString()).toList())
                    .as("temporary files of loads")
                    .noneMatch(name -> name.startsWith("spark-"));
        }
    }

    /** How the runs after this one ended, in order: {@code failed: the application stopped}. */
    List<String> endsSince(long run) throws SQLException {
        try (Connection connection = azalai.database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT concat_ws(': ', state, error) FROM azalai.run WHERE id > " + run + " ORDER BY id")) {
            Stream.Builder<String> ends = Stream.builder();
            while (row.next()) {
                ends.add(row.getString(1));
            }
            return ends.build().toList();
        }
    }
}
