package azalai.database;

import azalai.error.Failure;
import azalai.error.Refusal;
import azalai.error.SqlFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.ValidateOutput;
import org.flywaydb.core.internal.exception.FlywayMigrateException;

/** What is wrong with the migrations of a folder, in one sentence that names the file. */
final class MigrationFailures {
    private static final Pattern NAME = Pattern.compile(
            "(?:V(\\d+(?:[._]\\d+)*)|R|[BU]\\d+(?:[._]\\d+)*)(?:__.*)?\\.sql|(?:before|after|create)[A-Z][A-Za-z]*(?:__.*)?\\.sql");

    private static final Pattern UNREADABLE =
            Pattern.compile("Unable to parse statement in (\\S+\\.sql).* line (\\d+)");

    private final Path folder;

    MigrationFailures(Path folder) {
        this.folder = folder;
    }

    /** Looks at the names alone. @throws Refusal naming a file that Flyway would pass over, or two of one version */
    void checkNames() {
        Map<MigrationVersion, Path> versions = new TreeMap<>();
        for (Path file : files()) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (!name.matches()) {
                throw new Refusal(
                        "The migration %s would not be found by this name: write it as in V%s__what_it_does.sql, with two underscores."
                                .formatted(file, next()));
            }
            if (name.group(1) != null) {
                Path other = versions.putIfAbsent(MigrationVersion.fromVersion(name.group(1)), file);
                if (other != null) {
                    throw new Refusal(
                            "The migrations %s and %s have the same version %s: give the newer one version %s."
                                    .formatted(other, file.getFileName(), name.group(1), next()));
                }
            }
        }
    }

    /** The refusal for what was applied and is no longer so. */
    Refusal invalid(ValidateOutput found, MigrationInfo[] applied) {
        Object code = found.errorDetails == null ? null : found.errorDetails.errorCode;
        String script = Stream.of(applied)
                .filter(one -> one.getVersion() == null
                        ? one.getDescription().equals(found.description)
                        : one.getVersion().getVersion().equals(found.version))
                .map(MigrationInfo::getScript)
                .findFirst()
                .orElse("V" + found.version);
        Path file = folder.resolve(Path.of(script).getFileName());
        if (code == CoreErrorCode.CHECKSUM_MISMATCH
                || code == CoreErrorCode.DESCRIPTION_MISMATCH
                || code == CoreErrorCode.TYPE_MISMATCH) {
            return new Refusal(
                    "The migration %s was changed after it had been applied: put it back as it was, and add what is new as V%s__what_it_does.sql."
                            .formatted(file, next()));
        }
        if (code == CoreErrorCode.APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED
                || code == CoreErrorCode.APPLIED_REPEATABLE_MIGRATION_NOT_RESOLVED) {
            return new Refusal("The migration %s was applied to this database, but the file is missing: put it back."
                    .formatted(file));
        }
        if (code == CoreErrorCode.RESOLVED_VERSIONED_MIGRATION_NOT_APPLIED) {
            return new Refusal(
                    "The migration of version %s in %s is older than one that was applied already: give it version %s."
                            .formatted(found.version, folder, next()));
        }
        if (code == CoreErrorCode.FAILED_VERSIONED_MIGRATION || code == CoreErrorCode.FAILED_REPEATABLE_MIGRATION) {
            return new Refusal(
                    "The migration %s failed halfway when it was applied: undo by hand what it did, then delete its row from %s."
                            .formatted(file, Migrations.history(folder)));
        }
        return new Refusal("The migration %s does not fit what this database remembers of it: put it back as it was."
                .formatted(file));
    }

    /** The failure of a file that PostgreSQL refused; nothing of that file stays. */
    Failure failed(FlywayException e) {
        Path file = folder;
        int line = 0;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof FlywayMigrateException script) {
                file = script.getMigration() == null
                        ? folder
                        : folder.resolve(
                                Path.of(script.getMigration().getScript()).getFileName());
                line = script.getLineNumber();
            }
            if (cause instanceof SQLException sql) {
                return new Failure(
                        "The migration %s%s failed: %s Correct the file and run again."
                                .formatted(
                                        file,
                                        line > 0 ? ":" + line : "",
                                        SqlFailures.of(sql).getMessage()),
                        e);
            }
        }
        Matcher unreadable = UNREADABLE.matcher(String.valueOf(e.getMessage()));
        if (unreadable.find() && e.getCause() != null && e.getCause().getMessage() != null) {
            return new Failure(
                    "The migration %s:%s cannot be read: %s."
                            .formatted(
                                    unreadable.group(1),
                                    unreadable.group(2),
                                    e.getCause().getMessage().strip().replaceFirst("\\..*", "")),
                    e);
        }
        String log = System.getProperty("azalai.log");
        return new Failure(
                "The migrations in %s cannot be applied: see %s.".formatted(file, log == null ? "the log" : log), e);
    }

    private java.math.BigInteger next() {
        return files().stream()
                .map(file -> NAME.matcher(file.getFileName().toString()))
                .filter(name -> name.matches() && name.group(1) != null)
                .map(name -> new java.math.BigInteger(name.group(1).replaceFirst("[._].*", "")))
                .max(Comparator.naturalOrder())
                .orElse(java.math.BigInteger.ZERO)
                .add(java.math.BigInteger.ONE);
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Refusal("The folder %s with migrations cannot be read.".formatted(folder), e);
        }
    }
}
