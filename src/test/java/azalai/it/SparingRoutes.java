package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The project's routes with one number changed: a failed task is not tried again, so that a test need not wait for it. */
final class SparingRoutes {
    private static final Path ROUTES = Path.of("../routes").toAbsolutePath().normalize();

    private SparingRoutes() {}

    /** Copies them below {@code folder} and gives the option that makes the product use them. */
    static String in(Path folder) throws IOException {
        Path copy = folder.resolve("routes");
        try (Stream<Path> files = Files.walk(ROUTES)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path target = copy.resolve(ROUTES.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        Path pipeline = copy.resolve("recalls/recalls.camel.yaml");
        List<String> lines = Files.readAllLines(pipeline);
        List<String> sparing = lines.stream()
                .map(line -> line.replace("retries: 1", "retries: 0"))
                .toList();
        assertThat(sparing).isNotEqualTo(lines);
        Files.write(pipeline, sparing);
        return "-Dazalai.routes=" + copy;
    }
}
