package azalai.load;

import azalai.protocol.LoadRequest;
import azalai.protocol.OffsetRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A table and a topic of a test's own, and what tests do with them. */
abstract class LoadTest {
    /** None that a test would pass by accident. */
    static final LoadRequest.Limits LIMITS = new LoadRequest.Limits(10_000, 1, 1, false);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    final Servers servers = Servers.running();
    final Map<String, Object> kafka = Map.of("bootstrap.servers", servers.brokers);
    final String table = "t" + NUMBER.incrementAndGet();
    final String topic = table + "-" + Long.toString(System.nanoTime(), 36);
    Connection db;
    KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void open() throws SQLException {
        db = servers.connect();
        producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void close() throws SQLException {
        producer.close();
        db.close();
    }

    void topic(int partitions, Map<String, String> settings) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
                    .all()
                    .get();
        }
    }

    void deleteTopic() throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    /** Creates the topic, one partition, and the table with these columns. */
    void given(String columns) throws Exception {
        topic(1, Map.of());
        sql("CREATE TABLE " + table + " (" + columns + ")");
    }

    /** A message as it is; {@code headers} are name, value, name, value. */
    long publish(int partition, String key, String value, String... headers)
            throws ExecutionException, InterruptedException {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, utf8(key), utf8(value));
        for (int i = 0; i < headers.length; i += 2) {
            record.headers().add(headers[i], utf8(headers[i + 1]));
        }
        return producer.send(record).get().offset();
    }

    /** A message in partition 0 whose key does not matter. */
    void publish(String value) throws ExecutionException, InterruptedException {
        publish(0, "k", value.replace('\'', '"'));
    }

    static byte[] utf8(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    LoadRequest request() {
        return request(null, null, false, 0);
    }

    LoadRequest request(String version, Long run, boolean full, long published) {
        return request(table, version, run, full, published, 20_000);
    }

    /** The request of a full run whose records stand there. */
    LoadRequest full(long run, long published, OffsetRange... publishedTo) {
        LoadRequest r = request(null, run, true, published);
        return new LoadRequest(
                r.jdbcUrl(),
                r.jdbcUser(),
                r.jdbcPassword(),
                r.brokers(),
                r.kafkaClient(),
                topic,
                table,
                null,
                "recalls",
                run,
                r.lockTimeoutMillis(),
                true,
                published,
                List.of(publishedTo),
                LIMITS);
    }

    /** The same request with these limits. */
    static LoadRequest limited(LoadRequest r, LoadRequest.Limits limits) {
        return new LoadRequest(
                r.jdbcUrl(),
                r.jdbcUser(),
                r.jdbcPassword(),
                r.brokers(),
                r.kafkaClient(),
                r.topic(),
                r.table(),
                r.version(),
                r.pipeline(),
                r.runId(),
                r.lockTimeoutMillis(),
                r.full(),
                r.published(),
                r.publishedTo(),
                limits);
    }

    LoadRequest request(String table, String version, Long run, boolean full, long published, long lockTimeoutMillis) {
        return new LoadRequest(
                servers.jdbcUrl,
                servers.user,
                servers.password,
                servers.brokers,
                Map.of(),
                topic,
                table,
                version,
                "recalls",
                run,
                lockTimeoutMillis,
                full,
                published,
                List.of(),
                LIMITS);
    }

    LoadCounts load() throws SQLException, IOException {
        return load(request());
    }

    LoadCounts load(LoadRequest request) throws SQLException, IOException {
        producer.flush();
        return new Load(request, () -> servers.spark, () -> {}).run(Instant.now());
    }

    void sql(String sql) throws SQLException {
        try (Statement statement = db.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows of a query, their columns joined by a bar, null as a tilde. */
    List<String> rows(String sql, Object... parameters) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (PreparedStatement query = db.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                query.setObject(i + 1, parameters[i]);
            }
            ResultSet row = query.executeQuery();
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(row.getString(i) == null ? "~" : row.getString(i));
                }
                rows.add(String.join("|", columns));
            }
        }
        return rows;
    }

    List<String> table() throws SQLException {
        return rows("SELECT * FROM " + table + " ORDER BY 1");
    }

    List<String> deadLetters() throws SQLException {
        return rows(
                "SELECT partition, \"offset\", reason FROM azalai.dead_letter WHERE target = ? ORDER BY 1, 2",
                "public." + table);
    }

    List<String> staging() throws SQLException {
        return rows("SELECT relname FROM pg_class WHERE relnamespace = 'azalai_staging'::regnamespace");
    }

    /** A run of the pipeline, as the application would have recorded it. */
    long run(String pipeline) throws SQLException {
        return Long.parseLong(rows(
                        "INSERT INTO azalai.run (pipeline, trigger, state) VALUES (?, 'manual', 'running') RETURNING id",
                        pipeline)
                .get(0));
    }

    static LoadCounts counts(long created, long changed, long unchanged, long superseded, long dead) {
        return new LoadCounts(
                created + changed + unchanged + superseded + dead, created, changed, unchanged, superseded, dead, 0, 0);
    }
}
