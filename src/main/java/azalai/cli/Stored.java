package azalai.cli;

import azalai.Refusal;
import azalai.config.Configuration;
import azalai.database.Database;
import azalai.database.Migrations;
import azalai.services.EmbeddedServers.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a pipeline has stored, for the commands that show or change it: only the database is needed.
 *
 * @param configuration with the database's address
 * @param database up to date
 */
record Stored(Configuration configuration, Database database) {
    /** What a command does with it. */
    interface Action {
        void on(Stored stored) throws Exception;
    }

    private static final Set<String> NO_PIPELINES = Set.of("kamelets");

    /** Does something with what a pipeline has stored. @throws Refusal saying which exist if there is no such pipeline */
    static int in(CommonOptions options, String pipeline, Action action) {
        try (Session session = new Session(options)) {
            check(session.configuration(), pipeline);
            Configuration configuration = session.with(Set.of(Server.POSTGRES));
            try (Database database = Database.connect(configuration)) {
                Migrations.apply(database.dataSource(), configuration.folders("azalai.sql"));
                action.on(new Stored(configuration, database));
                return 0;
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new azalai.Failure("The command failed: " + azalai.run.Sentences.of(e) + ".", e);
        }
    }

    /** What the pipeline reads by its configuration, {@code <api url>/<dataset>}. */
    String source(String pipeline) {
        return configuration.get(pipeline + ".api.url").replaceAll("/+$", "") + "/"
                + configuration.get(pipeline + ".dataset");
    }

    /** A pipeline is a folder under one of {@code azalai.routes}. */
    private static void check(Configuration configuration, String pipeline) {
        Set<String> names = new TreeSet<>();
        for (Path folder : configuration.folders("azalai.routes")) {
            try (Stream<Path> children = Files.list(folder)) {
                List<String> found = children.filter(Files::isDirectory)
                        .map(p -> p.getFileName().toString())
                        .toList();
                names.addAll(found);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        names.removeAll(NO_PIPELINES);
        if (!names.contains(pipeline)) {
            throw new Refusal(
                    "There is no pipeline '%s'. There are: %s.".formatted(pipeline, String.join(", ", names)));
        }
    }
}
