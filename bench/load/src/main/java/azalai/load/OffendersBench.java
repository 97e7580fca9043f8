package azalai.load;

import azalai.protocol.LoadRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Loads records of which some violate a constraint, into an empty table and into one that knows a key of them. */
public final class OffendersBench {
    private static final int RECORDS = 100_000;
    private static final int EVERY = 101;
    private static final String TOPIC = "offenders-bench-" + System.currentTimeMillis();

    private OffendersBench() {}

    /** Argument: how often each case is measured (default 3). */
    public static void main(String[] args) throws Exception {
        int times = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        String server = System.getenv("POSTGRES_URL");
        String url = server.replaceFirst("/[^/?]*(\\?|$)", "/offenders_bench$1");
        String brokers = System.getenv("KAFKA_BROKERS");
        execute(server, "DROP DATABASE IF EXISTS offenders_bench", "CREATE DATABASE offenders_bench");
        JavaSparkContext spark = new JavaSparkContext(new SparkConf()
                .setMaster("local[*]")
                .setAppName("offenders bench")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1"));
        try {
            execute(url, LoadBench.ledger());
            publish(brokers);
            LoadRequest request = new LoadRequest(
                    url,
                    System.getenv("POSTGRES_USER"),
                    System.getenv("POSTGRES_PASSWORD"),
                    brokers,
                    Map.of(),
                    TOPIC,
                    "public.bench",
                    null,
                    "bench",
                    null,
                    60_000,
                    false,
                    0,
                    List.of(),
                    new LoadRequest.Limits(RECORDS, 1, 1, false));
            System.out.printf("| %,d records, every %dth an offender, into | seconds |%n|---|---|%n", RECORDS, EVERY);
            for (boolean known : new boolean[] {false, true}) {
                double[] seconds = new double[times];
                for (int i = 0; i < times; i++) {
                    execute(
                            url,
                            "DROP TABLE IF EXISTS public.bench",
                            "TRUNCATE azalai.kafka_offset, azalai.load, azalai.dead_letter",
                            "CREATE TABLE public.bench (id int PRIMARY KEY, n int CHECK (n <> 0), "
                                    + String.join(" text, ", names()) + " text)",
                            known ? "INSERT INTO public.bench (id) VALUES (1)" : "SELECT");
                    long begun = System.nanoTime();
                    new Load(request, () -> spark, () -> {}).run(Instant.now());
                    seconds[i] = (System.nanoTime() - begun) / 1e9;
                }
                java.util.Arrays.sort(seconds);
                System.out.printf(
                        "| %s | %.1f |%n", known ? "a table that knows one key" : "an empty table", seconds[times / 2]);
            }
        } finally {
            spark.close();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
                admin.deleteTopics(List.of(TOPIC)).all().get();
            }
            execute(server, "DROP DATABASE offenders_bench WITH (FORCE)");
        }
        System.exit(0);
    }

    /** A table as wide as the tutorial's. */
    private static List<String> names() {
        return java.util.stream.IntStream.range(0, 25).mapToObj(i -> "c" + i).toList();
    }

    private static void publish(String brokers) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers, "linger.ms", "20");
        String texts = String.join(
                ", ",
                names().stream()
                        .map(name -> "\"" + name + "\": \"some forty characters of text, more or less\"")
                        .toList());
        try (Admin admin = Admin.create(settings);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(Collections.singleton(new NewTopic(TOPIC, Optional.of(3), Optional.empty())))
                    .all()
                    .get();
            for (int i = 0; i < RECORDS; i++) {
                String value = "{\"id\": " + i + ", \"n\": " + (i % EVERY) + ", " + texts + "}";
                producer.send(new ProducerRecord<>(TOPIC, i % 3, "k".getBytes(), value.getBytes()));
            }
        }
    }

    private static void execute(String url, String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        url, System.getenv("POSTGRES_USER"), System.getenv("POSTGRES_PASSWORD"));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
