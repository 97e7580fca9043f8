package azalai;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The floors of the house, as docs/architecture.md draws them: an arrow never points up, and no two packages know each other. */
class FloorsTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("azalai");

    @Test
    void no_package_is_part_of_a_cycle() {
        slices().matching("(azalai..)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void no_floor_knows_one_above_it() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("errors")
                .definedBy("azalai.error")
                .layer("configuration")
                .definedBy("azalai.config")
                .layer("database and broker")
                .definedBy("azalai.database", "azalai.kafka")
                .layer("schedule")
                .definedBy("azalai.schedule")
                .layer("pipeline")
                .definedBy("azalai.pipeline")
                .layer("page")
                .definedBy("azalai.page")
                .layer("ledger")
                .definedBy("azalai.ledger")
                .layer("report")
                .definedBy("azalai.report")
                .layer("run")
                .definedBy("azalai.run")
                .layer("steps")
                .definedBy("azalai.step..")
                .layer("services")
                .definedBy("azalai.service..")
                .layer("application")
                .definedBy("azalai")
                .layer("command line")
                .definedBy("azalai.cli")
                .whereLayer("command line")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("application")
                .mayOnlyBeAccessedByLayers("command line")
                .whereLayer("services")
                .mayOnlyBeAccessedByLayers("application", "command line")
                .whereLayer("steps")
                .mayOnlyBeAccessedByLayers("services", "application", "command line")
                .whereLayer("run")
                .mayOnlyBeAccessedByLayers("steps", "services", "application", "command line")
                .whereLayer("report")
                .mayOnlyBeAccessedByLayers("services", "command line")
                .whereLayer("ledger")
                .mayOnlyBeAccessedByLayers("report", "run", "steps", "services", "application", "command line")
                .whereLayer("page")
                .mayOnlyBeAccessedByLayers("report", "run", "steps", "services", "application", "command line")
                .whereLayer("pipeline")
                .mayOnlyBeAccessedByLayers(
                        "ledger", "report", "run", "steps", "services", "application", "command line")
                .check(CLASSES);
    }

    /** What is French or about one source stands beside the steps that any pipeline may use, and knows them, not the other way round. */
    @Test
    void only_the_routes_know_the_steps_of_one_pipeline() {
        com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses()
                .that()
                .resideOutsideOfPackage("azalai.step.recalls")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("azalai.step.recalls")
                .check(CLASSES);
    }

    @Test
    void only_the_ledger_speaks_to_its_tables() throws IOException {
        Pattern table = Pattern.compile(
                "(?<!\")\\bazalai\\.(run|task|cursor|kafka_offset|load|dead_letter|schedule|pruned_run|pushed_row)\\b(?!\\.[A-Z*(])");
        try (Stream<Path> files = Files.walk(Path.of("main/java"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))
                            .filter(file -> !file.startsWith("main/java/azalai/ledger"))
                            .filter(file -> statements(file)
                                    .anyMatch(line -> table.matcher(line).find())))
                    .isEmpty();
        }
    }

    /** Lines that are neither imports nor comments. */
    private static Stream<String> statements(Path file) {
        try {
            return Files.readAllLines(file).stream().filter(line -> !line.matches("\\s*(package|import|/?\\*|//).*"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
