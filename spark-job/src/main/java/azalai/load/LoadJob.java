package azalai.load;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver, started by SparkSubmit. Standard input brings the {@link LoadRequest} in one line and then stays open as
 * the {@link LifeLine}. Exit 0: committed, the counts stand in {@code azalai.load}. Exit 1: nothing was changed, and the
 * last line on standard error is {@code azalai: } and one sentence.
 */
public final class LoadJob {
    private static final Logger LOG = LoggerFactory.getLogger(LoadJob.class);

    private LoadJob() {}

    /** Runs one load and ends the process. */
    public static void main(String[] args) {
        Instant began = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        try {
            load(began);
            System.exit(0);
        } catch (Exception | LinkageError e) {
            LOG.error("The load failed", e);
            System.err.println("azalai: " + sentence(e));
            System.exit(1);
        }
    }

    private static void load(Instant began) throws IOException, SQLException {
        InputStream in = new BufferedInputStream(System.in);
        LoadRequest request = LoadRequest.parse(line(in));
        LifeLine life = new LifeLine();
        life.watch(in);
        // Spark starts while the table, the topic and the offsets are looked up: most of a second.
        CompletableFuture<JavaSparkContext> spark = CompletableFuture.supplyAsync(() -> context(request));
        try {
            new Load(request, spark::join, life::cut).run(began);
        } finally {
            // Also when nothing was read: ended halfway through its start, Spark leaves its folders behind.
            spark.thenAccept(JavaSparkContext::close).exceptionally(e -> null).join();
        }
    }

    private static JavaSparkContext context(LoadRequest request) {
        SparkConf conf = new SparkConf();
        conf.setIfMissing("spark.app.name", request.toString());
        conf.setIfMissing("spark.ui.enabled", "false");
        if (conf.get("spark.master", "local").startsWith("local")) {
            // Not by the host's name, which may not resolve.
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        } else {
            conf.setIfMissing("spark.jars", jars());
        }
        return new JavaSparkContext(conf);
    }

    /** What an executor elsewhere needs beside Spark itself. */
    private static String jars() {
        return Stream.<Class<?>>of(LoadJob.class, KafkaConsumer.class, org.postgresql.Driver.class)
                .flatMap(type -> Stream.of(JavaSparkContext.jarOfClass(type)))
                .collect(Collectors.joining(","));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.size() == 0 ? null : line.toString(StandardCharsets.UTF_8);
    }

    private static String sentence(Throwable e) {
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        return Objects.requireNonNullElse(cause.getMessage(), cause.toString())
                .lines()
                .findFirst()
                .orElse("");
    }
}
