package azalai.it;

import azalai.Application;
import azalai.config.Configuration;
import azalai.config.DataFolder;
import azalai.config.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Applications inside the test's own process, on the real database and with pipelines the test writes. */
final class Engine {
    private static final Home PROJECT = new Home(Path.of("..").toAbsolutePath().normalize());
    /** A schedule that never fires, for the product's own pipelines. */
    private static final String NEVER = "";

    private final Azalai servers;
    private final Path folder;
    private final Map<String, String> settings = new TreeMap<>();

    Engine(Azalai servers, Path folder) {
        this.servers = servers;
        this.folder = folder;
    }

    /** Adds a pipeline whose route has these parameters and steps (YAML, indented by 8). */
    Engine pipeline(String name, String parameters, String steps) throws IOException {
        Path file = folder.resolve("routes/%s/%s.camel.yaml".formatted(name, name));
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                - route:
                    id: %1$s
                    from:
                      uri: kamelet:pipeline-source
                      parameters:
                        pipeline: %1$s
                %2$s
                      steps:
                %3$s
                """.formatted(
                name, parameters.indent(8).stripTrailing(), steps.indent(8).stripTrailing()));
        return this;
    }

    /** Adds a route that tasks may call, with steps (YAML). */
    Engine route(String name, String steps) throws IOException {
        Path file = folder.resolve("routes/shared/%s.camel.yaml".formatted(name));
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                - route:
                    id: %1$s
                    from:
                      uri: direct:%1$s
                      steps:
                %2$s
                """.formatted(name, steps.indent(8).stripTrailing()));
        return this;
    }

    /** Adds a file of routes as it is. */
    Engine yaml(String name, String routes) throws IOException {
        Path file = folder.resolve("routes/shared/%s.camel.yaml".formatted(name));
        Files.createDirectories(file.getParent());
        Files.writeString(file, routes);
        return this;
    }

    /** Changes a setting. */
    Engine with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Starts an application on these pipelines beside the product's; no schedule fires yet. */
    Application start() {
        return Application.start(configuration(), DataFolder.open(folder.resolve("data")));
    }

    /** The configuration of that application. */
    Configuration configuration() {
        Map<String, String> defined = new TreeMap<>(Map.of(
                "kafka.brokers",
                servers.address("KAFKA_BROKERS"),
                "postgres.url",
                servers.address("POSTGRES_URL"),
                "postgres.user",
                servers.address("POSTGRES_USER"),
                "postgres.password",
                servers.address("POSTGRES_PASSWORD"),
                "azalai.routes",
                PROJECT.resolve("routes") + "," + folder.resolve("routes"),
                "recalls.schedule",
                NEVER,
                "maintenance.schedule",
                NEVER,
                "weather.schedule",
                NEVER));
        defined.putAll(settings);
        return Configuration.load(PROJECT, defined, Map.of());
    }

    /** A task (YAML) that calls a route. */
    static String task(String id, String route) {
        return """
                - to:
                    id: %s
                    uri: direct:%s
                """.formatted(id, route);
    }

    /** The steps of a route (YAML) that executes one statement. */
    static String sql(String sql) {
        return """
                - setBody:
                    constant: "%s"
                - to: jdbc:dataSource
                """.formatted(sql);
    }
}
