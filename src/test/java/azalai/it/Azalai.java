package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The product as a user starts it: its own process on the packaged jars, with a data folder of the test's, and the ways
 * to its servers while they run.
 */
final class Azalai implements AutoCloseable {
    /** How a command ended. */
    record Ended(int code, String out, String err) {
        /** The last line of standard output. */
        String lastLine() {
            return out.lines().reduce((first, last) -> last).orElse("");
        }
    }

    /** Escapes all but ASCII, so that a lone surrogate arrives as it was meant. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private final Path data;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> services = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    /** Works on this data folder, with these options for every command. */
    Azalai(Path data, String... options) {
        this.data = data;
        this.options.addAll(List.of("--data", data.toString()));
        this.options.addAll(List.of(options));
    }

    /** Sets environment variables for the commands from now on. */
    Azalai with(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    /** Runs a command to its end. */
    Ended run(String... arguments) {
        try {
            Process process = start(arguments);
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            String out = text(process.getInputStream());
            return new Ended(process.waitFor(), out, err.join());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a command; the caller reads and ends it. */
    Process start(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dazalai.home=" + PROJECT,
                "-cp",
                PROJECT.resolve("src/target/azalai.jar") + ":" + PROJECT.resolve("src/target/lib") + "/*",
                "azalai.cli.Azalai"));
        command.addAll(List.of(arguments));
        command.addAll(options);
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the embedded servers and keeps them until {@link #close()}. */
    Azalai startServices() {
        Ended started = run("services", "start");
        assertThat(started.code()).as(started.err()).isZero();
        return readAddresses();
    }

    /** Asks where the running servers are. */
    Azalai readAddresses() {
        run("services", "status").out().lines().forEach(line -> {
            String[] parts = line.substring("export ".length()).split("=", 2);
            services.put(parts[0], parts[1].substring(1, parts[1].length() - 1));
        });
        return this;
    }

    /** An address as {@code services status} prints it: {@code KAFKA_BROKERS}. */
    String address(String variable) {
        return services.get(variable);
    }

    /** A connection to the database; the services must run. */
    Connection database() throws SQLException {
        return DriverManager.getConnection(
                address("POSTGRES_URL"), address("POSTGRES_USER"), address("POSTGRES_PASSWORD"));
    }

    /** The only value of a query's only row, as text. */
    String value(String sql) throws SQLException {
        try (Connection connection = database();
                var rows = connection.createStatement().executeQuery(sql)) {
            assertThat(rows.next()).as(sql).isTrue();
            return rows.getString(1);
        }
    }

    /** Asks the sample API's control side, {@code fault}, {@code world} or {@code requests}; null body = GET. */
    JsonNode control(String path, Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(address("RECALLS_API_URL") + "/control/" + path))
                .header("Authorization", "Bearer " + token());
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body().isBlank() ? JSON.nullNode() : JSON.readTree(answer.body());
    }

    /** The folder the servers and logs are in: with {@code --sample} the sub-folder. */
    Path folder() {
        return options.stream().anyMatch(option -> option.startsWith("--sample")) ? data.resolve("sample") : data;
    }

    private String token() throws IOException {
        java.util.Properties properties = new java.util.Properties();
        try (var reader = java.nio.file.Files.newBufferedReader(folder().resolve("services.properties"))) {
            properties.load(reader);
        }
        return properties.getProperty("SAMPLE_CONTROL_TOKEN");
    }

    private static String text(java.io.InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Ended stopped = run("services", "stop");
        assertThat(stopped.code()).as(stopped.err()).isZero();
    }
}
