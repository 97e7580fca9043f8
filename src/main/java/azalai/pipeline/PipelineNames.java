package azalai.pipeline;

import azalai.config.Configuration;
import azalai.error.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pipelines under {@code azalai.routes}, read from the files alone: a wrong name is refused before anything starts. */
public final class PipelineNames {
    /** What {@code pipeline-source} is told, in block or flow style; a placeholder is not a name yet. */
    private static final Pattern DECLARED = Pattern.compile("\\bpipeline:\\s*[\"']?([A-Za-z0-9_.-]+)");

    private PipelineNames() {}

    /** @throws Refusal saying which exist if there is no such pipeline */
    public static void check(Configuration configuration, String pipeline) {
        Set<String> names = new TreeSet<>();
        configuration.folders("azalai.routes").forEach(folder -> names.addAll(declaredIn(folder)));
        if (!names.contains(pipeline)) {
            throw none(pipeline, names);
        }
    }

    /** The refusal of a name that none of these is. */
    static Refusal none(String pipeline, Collection<String> names) {
        return new Refusal(
                names.isEmpty()
                        ? "There is no pipeline '%s', nor any other in the folders that azalai.routes names."
                                .formatted(pipeline)
                        : "There is no pipeline '%s'. There are: %s.".formatted(pipeline, String.join(", ", names)));
    }

    private static Set<String> declaredIn(Path folder) {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".camel.yaml"))::iterator) {
                String text = Files.readString(file);
                Matcher matcher = DECLARED.matcher(text);
                while (text.contains("kamelet:pipeline-source") && matcher.find()) {
                    names.add(matcher.group(1));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Refusal("The routes in %s cannot be read: %s.".formatted(folder, e.getMessage()), e);
        }
        return names;
    }
}
