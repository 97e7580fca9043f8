package azalai.database;

import azalai.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the database up to the files of {@code sql/} with Flyway: one history a folder, so that a user's version
 * numbers never meet the product's. The product's own folder comes first.
 */
public final class Migrations {
    private static final String OWN = "azalai";

    private Migrations() {}

    /**
     * Applies what is new in the folders below {@code roots}.
     *
     * @throws Failure naming the folder if a file fails or an applied one was changed
     */
    public static void apply(DataSource dataSource, List<Path> roots) {
        for (Path folder : folders(roots)) {
            try {
                Flyway.configure()
                        .dataSource(dataSource)
                        .locations("filesystem:" + folder)
                        .table("schema_history_" + folder.getFileName())
                        .baselineOnMigrate(true)
                        .baselineVersion("0")
                        .load()
                        .migrate();
            } catch (FlywayException e) {
                throw new Failure(
                        "The migrations in %s cannot be applied: %s"
                                .formatted(folder, e.getMessage().strip().replaceAll("\\s*\\R\\s*", "; ")),
                        e);
            }
        }
    }

    private static List<Path> folders(List<Path> roots) {
        return roots.stream()
                .flatMap(Migrations::children)
                .sorted((a, b) -> Boolean.compare(!a.endsWith(OWN), !b.endsWith(OWN)))
                .toList();
    }

    private static Stream<Path> children(Path root) {
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(Files::isDirectory).sorted().toList().stream();
        } catch (IOException e) {
            throw new Failure("The folder %s that azalai.sql names cannot be read.".formatted(root), e);
        }
    }
}
