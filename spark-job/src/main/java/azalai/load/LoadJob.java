package azalai.load;

import azalai.protocol.LoadExit;
import azalai.protocol.LoadRequest;
import azalai.protocol.ParentWatch;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver, started by SparkSubmit. Standard input brings the {@link LoadRequest} in one line and then stays open as
 * what {@link ParentWatch} looks at. How it ends is told by {@link LoadExit}.
 */
public final class LoadJob {
    private static final Logger LOG = LoggerFactory.getLogger(LoadJob.class);

    private LoadJob() {}

    /** Runs one load and ends the process. */
    public static void main(String[] args) {
        Instant began = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        LoadRequest request = null;
        try {
            InputStream in = new BufferedInputStream(System.in);
            request = LoadRequestReader.parse(line(in));
            // A driver that outlives its application would hold the table's lock and surprise the next run.
            ParentWatch parent = ParentWatch.on(in, () -> Runtime.getRuntime().halt(LoadExit.FAILED));
            load(request, parent, began);
            System.exit(LoadExit.COMMITTED);
        } catch (Throwable e) {
            LOG.error("The load failed", e);
            System.err.println(LoadExit.SENTENCE + sentence(request, e));
            System.exit(e instanceof LastingRefusal ? LoadExit.REFUSED : LoadExit.FAILED);
        }
    }

    private static void load(LoadRequest request, ParentWatch parent, Instant began) throws IOException, SQLException {
        // Spark starts while the table, the topic and the offsets are looked up: most of a second.
        CompletableFuture<JavaSparkContext> spark = CompletableFuture.supplyAsync(() -> context(request));
        Load load = new Load(request, spark::join, parent::stop);
        try {
            load.run(began);
        } catch (Throwable e) {
            if (!load.committed()) {
                throw e;
            }
            LOG.warn("The load was committed, but its session could not be closed", e);
        } finally {
            // Also when nothing was read: ended halfway through its start, Spark leaves its folders behind.
            spark.thenAccept(JavaSparkContext::close).exceptionally(e -> null).join();
        }
    }

    private static JavaSparkContext context(LoadRequest request) {
        SparkConf conf = new SparkConf();
        conf.setIfMissing("spark.app.name", request.toString());
        conf.setIfMissing("spark.ui.enabled", "false");
        String master = conf.get("spark.master", "local");
        if (master.equals("local") || master.startsWith("local[")) {
            // Not by the host's name, which may not resolve.
            conf.setIfMissing("spark.driver.host", "127.0.0.1");
            conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        } else {
            // SparkSubmit has set it, if only to nothing.
            String others = conf.get("spark.jars", "");
            conf.set("spark.jars", others.isEmpty() ? jars() : others + "," + jars());
        }
        return new JavaSparkContext(conf);
    }

    /** What an executor elsewhere needs beside Spark itself. */
    private static String jars() {
        return Stream.<Class<?>>of(LoadJob.class, LoadRequest.class, KafkaConsumer.class, org.postgresql.Driver.class)
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

    /** What a person should read: the innermost reason, for Spark wraps a task's failure in its own words. */
    private static String sentence(LoadRequest request, Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof Refusal) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof OutOfMemoryError) {
            return "The " + request + " failed and changed nothing: its heap of "
                    + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB is full; raise load.heap, then run again";
        }
        if (cause instanceof Refusal) {
            return CopyText.line(cause.getMessage());
        }
        String line = words(cause);
        if (request == null) {
            return line;
        }
        return "The " + request + " failed and changed nothing: " + line;
    }

    /** What a person can read of a failure: without the names of classes that libraries put into their messages. */
    static String words(Throwable cause) {
        String line = cause.getMessage() == null
                ? ""
                : cause.getMessage().lines().findFirst().orElse("");
        line = line.replaceAll("(?:[a-z]\\w*\\.)+[A-Z][\\w$]*(?:: |\\b)", "").strip();
        boolean bug = cause instanceof NullPointerException
                || cause instanceof ClassCastException
                || cause instanceof IndexOutOfBoundsException
                || cause instanceof LinkageError;
        return bug || !line.contains(" ") ? "an internal error, which the log of the load tells" : line;
    }
}
