package azalai.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The broker, the database and the Spark context all integration tests share: those of {@code KAFKA_BROKERS} and {@code
 * POSTGRES_URL}, else the embedded ones, as a child that ends with this JVM.
 */
final class Servers {
    private static Servers running;

    final String brokers;
    final String jdbcUrl;
    final String user;
    final String password;
    final JavaSparkContext spark;

    private Servers(String brokers, String url, String user, String password) throws IOException, SQLException {
        this.brokers = brokers;
        this.user = user;
        this.password = password;
        // A database of its own: the tests neither see nor harm what stands in the server already.
        String database = "load_it_" + UUID.randomUUID().toString().substring(0, 8);
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
            statement.execute("ALTER DATABASE " + database + " SET search_path = public");
        }
        jdbcUrl = url.replaceFirst("/[^/?]*(\\?|$)", "/" + database + "$1");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String version : List.of("V1__ledger", "V2__schedules", "V3__load_edges")) {
                statement.execute(Files.readString(Path.of("../sql/azalai/" + version + ".sql")));
            }
        }
        spark = new JavaSparkContext(new SparkConf()
                .setMaster("local[2]")
                .setAppName("load tests")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
    }

    static synchronized Servers running() {
        if (running == null) {
            try {
                running = System.getenv("KAFKA_BROKERS") == null || System.getenv("POSTGRES_URL") == null
                        ? embedded()
                        : new Servers(
                                System.getenv("KAFKA_BROKERS"),
                                System.getenv("POSTGRES_URL"),
                                System.getenv("POSTGRES_USER"),
                                System.getenv("POSTGRES_PASSWORD"));
            } catch (IOException | SQLException e) {
                throw new IllegalStateException("The servers the tests need cannot be started", e);
            }
        }
        return running;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    private static Servers embedded() throws IOException, SQLException {
        Path module = Path.of("../embedded/target").toAbsolutePath().normalize();
        if (!Files.exists(module.resolve("azalai-embedded.jar"))) {
            throw new IllegalStateException("Build the embedded servers first: ./mvnw package -pl embedded");
        }
        Path data = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "it").toAbsolutePath()), "servers");
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        module.resolve("azalai-embedded.jar") + ":" + module.resolve("lib") + "/*",
                        "azalai.embedded.EmbeddedServers",
                        "--data",
                        data.toString(),
                        "--kafka",
                        "--postgres",
                        "--attached"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // Its standard input is the life line: it ends when this JVM ends, however that happens.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); !"ready".equals(line); line = lines.readLine()) {
            if (line == null) {
                throw new IllegalStateException("The embedded servers ended before they were ready");
            }
        }
        Properties addresses = new Properties();
        try (InputStream in = Files.newInputStream(data.resolve("services.properties"))) {
            addresses.load(in);
        }
        return new Servers(
                addresses.getProperty("KAFKA_BROKERS"),
                addresses.getProperty("POSTGRES_URL"),
                addresses.getProperty("POSTGRES_USER"),
                addresses.getProperty("POSTGRES_PASSWORD"));
    }

    private static void end(Process process) {
        try {
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroy();
        }
    }
}
