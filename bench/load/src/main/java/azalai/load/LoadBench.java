package azalai.load;

import azalai.protocol.LoadRequest;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Loads the same records the tutorial's way and ours, in turn, on one warm Spark session, and prints the medians. */
public final class LoadBench {
    private static final String TABLE = "recalls";
    private static final String KEY = "reference_fiche";
    /** The tutorial's 25 columns. */
    private static final List<String> TEXTS = List.of((KEY
                    + " liens_vers_les_images lien_vers_la_liste_des_produits"
                    + " lien_vers_la_liste_des_distributeurs lien_vers_affichette_pdf lien_vers_la_fiche_rappel"
                    + " date_de_publication date_de_fin_de_la_procedure_de_rappel categorie_de_produit"
                    + " sous_categorie_de_produit nom_de_la_marque_du_produit noms_des_modeles_ou_references"
                    + " identification_des_produits conditionnements temperature_de_conservation"
                    + " zone_geographique_de_vente distributeurs motif_du_rappel numero_de_contact"
                    + " modalites_de_compensation risques_pour_le_consommateur recommandations_sante"
                    + " informations_complementaires date_debut_commercialisation date_fin_commercialisation")
            .split(" "));

    /** Fills 24 columns to 1.1 KB of text in messages of 1.9 KB: the means of 8,900 cleaned real recalls. */
    private static final int WORDS = 5;

    private static final String[] VOCABULARY =
            "produit rappel lot conserver consommer ambiante France entiere Salmonella remboursement magasin risque"
                    .split(" ");

    private final String brokers = environment("KAFKA_BROKERS");
    private final String server = environment("POSTGRES_URL");
    private final String url = server.replaceFirst("/[^/?]*(\\?|$)", "/load_bench$1");
    private final OperatingSystemMXBean processor =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Properties login = new Properties();
    private final int rows;
    private final int times;
    private final SparkSession spark = SparkSession.builder()
            .master("local[*]")
            .appName("load bench")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();

    private LoadBench(int rows, int times) {
        this.rows = rows;
        this.times = times;
        login.setProperty("user", environment("POSTGRES_USER"));
        login.setProperty("password", environment("POSTGRES_PASSWORD"));
    }

    /** A way to bring a topic into the table. */
    private interface Way {
        void load(String topic) throws Exception;
    }

    /** Arguments: rows (default 200,000), how often each is measured (default 5). */
    public static void main(String[] args) throws Exception {
        int rows = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
        int times = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        new LoadBench(rows, times).run();
        System.exit(0);
    }

    private void run() throws Exception {
        String present = "load-bench-present-" + System.currentTimeMillis();
        String wanted = "load-bench-" + System.currentTimeMillis();
        execute(server, "DROP DATABASE IF EXISTS load_bench", "CREATE DATABASE load_bench");
        try {
            execute(url, ledger());
            execute(
                    url,
                    "CREATE TABLE public." + TABLE + " (" + String.join(" text, ", TEXTS) + " text, PRIMARY KEY (" + KEY
                            + "))");
            publish(present, "A");
            publish(wanted, "B");
            System.out.printf("| %,d records into | way | seconds | rows/s | CPU seconds of the JVM |%n", rows);
            System.out.println("|---|---|---|---|---|");
            for (boolean full : new boolean[] {false, true}) {
                double[][][] seconds = new double[2][2][times];
                for (int i = -1; i < times; i++) {
                    double[] tutorial = measure(this::tutorial, wanted, full ? present : null);
                    double[] azalai = measure(this::azalai, wanted, full ? present : null);
                    for (int what = 0; what < 2 && i >= 0; what++) {
                        seconds[0][what][i] = tutorial[what];
                        seconds[1][what][i] = azalai[what];
                    }
                }
                String into = full ? "a table of " + "%,d".formatted(rows) : "an empty table";
                print(into, "tutorial", seconds[0]);
                print(into, "azalai", seconds[1]);
            }
        } finally {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
                admin.deleteTopics(List.of(present, wanted));
            }
            execute(server, "DROP DATABASE load_bench WITH (FORCE)");
        }
    }

    /** The product's own migrations, in their order. */
    static String[] ledger() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../../sql/azalai"))) {
            List<String> scripts = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                scripts.add(Files.readString(file));
            }
            return scripts.toArray(String[]::new);
        }
    }

    private void print(String into, String way, double[][] seconds) {
        double median = median(seconds[0]);
        System.out.printf("| %s | %s | %.2f | %,.0f | %.2f |%n", into, way, median, rows / median, median(seconds[1]));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    /** Elapsed seconds, and seconds of processor time of this JVM: on a busy machine the steadier of the two. */
    private double[] measure(Way way, String topic, String presentTopic) throws Exception {
        execute(url, "TRUNCATE public." + TABLE + ", azalai.kafka_offset");
        if (presentTopic != null) {
            azalai(presentTopic);
        }
        // Neither the last load's dirty pages nor its statistics on this one's account.
        execute(url, "VACUUM ANALYZE public." + TABLE, "CHECKPOINT");
        System.gc();
        long cpu = processor.getProcessCpuTime();
        long begun = System.nanoTime();
        way.load(topic);
        double[] seconds = {(System.nanoTime() - begun) / 1e9, (processor.getProcessCpuTime() - cpu) / 1e9};
        long wanted = presentTopic == null ? rows : 2L * rows;
        try (Connection connection = DriverManager.getConnection(url, login);
                Statement statement = connection.createStatement()) {
            ResultSet count = statement.executeQuery("SELECT count(*) FROM public." + TABLE);
            count.next();
            if (count.getLong(1) != wanted) {
                throw new IllegalStateException("The table holds " + count.getLong(1) + " rows instead of " + wanted);
            }
        }
        return seconds;
    }

    private void tutorial(String topic) {
        StructType schema = new StructType();
        for (String text : TEXTS) {
            schema = schema.add(text, DataTypes.StringType);
        }
        Dataset<Row> messages = spark.read()
                .format("kafka")
                .option("kafka.bootstrap.servers", brokers)
                .option("subscribe", topic)
                .option("startingOffsets", "earliest")
                .load()
                .select(from_json(col("value").cast("string"), schema).as("data"))
                .select("data.*");
        Dataset<Row> present = spark.read().jdbc(url, TABLE, driver());
        messages.join(present, messages.col(KEY).equalTo(present.col(KEY)), "left_anti")
                .write()
                .mode(SaveMode.Append)
                .jdbc(url, TABLE, driver());
    }

    private void azalai(String topic) throws Exception {
        LoadRequest request = new LoadRequest(
                url,
                login.getProperty("user"),
                login.getProperty("password"),
                brokers,
                Map.of(),
                topic,
                "public." + TABLE,
                null,
                "recalls",
                null,
                60_000,
                false,
                0,
                List.of(),
                new LoadRequest.Limits(0, 0, 0, false));
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        new Load(request, () -> context, () -> {}).run(Instant.now());
    }

    private Properties driver() {
        Properties properties = new Properties();
        properties.putAll(login);
        properties.setProperty("driver", "org.postgresql.Driver");
        return properties;
    }

    private void publish(String topic, String prefix) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", brokers, "compression.type", "lz4", "linger.ms", "20", "batch.size", "500000");
        try (Admin admin = Admin.create(settings);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all().get();
            Random random = new Random(1);
            for (int i = 0; i < rows; i++) {
                String key = prefix + i;
                String value = TEXTS.stream()
                        .map(text -> "\"" + text + "\":\"" + (text.equals(KEY) ? key : words(random)) + "\"")
                        .collect(Collectors.joining(",", "{", "}"));
                producer.send(new ProducerRecord<>(
                        topic, key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    private static String words(Random random) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            words.append(VOCABULARY[random.nextInt(VOCABULARY.length)]).append(' ');
        }
        return words.toString();
    }

    private void execute(String at, String... statements) throws Exception {
        try (Connection connection = DriverManager.getConnection(at, login);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String environment(String name) {
        String value = System.getenv(name);
        if (value == null) {
            System.err.println("Set " + name + ", for example by: eval \"$(./azalai services status)\"");
            System.exit(2);
        }
        return value;
    }
}
