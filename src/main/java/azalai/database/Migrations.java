package azalai.database;

import azalai.config.Configuration;
import azalai.error.Failure;
import azalai.error.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.ValidateResult;

/**
 * Brings the database up to the files of {@code sql/} with Flyway: one history a folder, so that a user's version
 * numbers never meet the product's. The product's own folder comes first.
 */
public final class Migrations {
    private static final String OWN = "azalai";

    private Migrations() {}

    /**
     * Applies what is new in the product's own folder and in those below {@code azalai.sql}, after all of them were looked at.
     *
     * @throws Refusal naming a file that is misnamed, missing, or was changed after it had been applied
     * @throws Failure naming the file and line that PostgreSQL refuses
     */
    public static void apply(DataSource dataSource, Configuration configuration) {
        List<Path> folders = folders(configuration);
        folders.forEach(folder -> new MigrationFailures(folder).checkNames());
        folders.forEach(folder -> validate(flyway(dataSource, folder), folder));
        for (Path folder : folders) {
            try {
                flyway(dataSource, folder).migrate();
            } catch (FlywayException e) {
                throw new MigrationFailures(folder).failed(e);
            }
        }
    }

    private static void validate(Flyway flyway, Path folder) {
        try {
            ValidateResult result = flyway.validateWithResult();
            if (!result.validationSuccessful && !result.invalidMigrations.isEmpty()) {
                throw new MigrationFailures(folder)
                        .invalid(result.invalidMigrations.get(0), flyway.info().all());
            }
        } catch (FlywayException e) {
            throw new MigrationFailures(folder).failed(e);
        }
    }

    /** The table that remembers what of a folder was applied. */
    static String history(Path folder) {
        return "schema_history_" + folder.getFileName();
    }

    private static Flyway flyway(DataSource dataSource, Path folder) {
        return Flyway.configure()
                .dataSource(dataSource)
                .locations("filesystem:" + folder)
                .table(history(folder))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .ignoreMigrationPatterns("*:pending", "*:future")
                // It has been done for all folders then.
                .validateOnMigrate(false)
                .load();
    }

    private static List<Path> folders(Configuration configuration) {
        Path own = configuration.ownMigrations();
        return Stream.concat(
                        Stream.of(own).filter(Files::isDirectory),
                        configuration.folders("azalai.sql").stream().flatMap(Migrations::children))
                .distinct()
                .sorted((a, b) -> Boolean.compare(!a.endsWith(OWN), !b.endsWith(OWN)))
                .toList();
    }

    private static Stream<Path> children(Path root) {
        try (Stream<Path> children = Files.list(root)) {
            return children.filter(Files::isDirectory).sorted().toList().stream();
        } catch (IOException e) {
            throw new Refusal("The folder %s that azalai.sql names cannot be read.".formatted(root), e);
        }
    }
}
