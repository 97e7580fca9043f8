package azalai.config;

import azalai.error.Reasons;
import azalai.error.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names a setting may have: the product's own, Camel's, prefixes handed on, and whatever a placeholder under the routes names. */
final class KnownNames {
    private static final Set<String> OWN = Set.of(
            "kafka.brokers",
            "postgres.url",
            "postgres.user",
            "postgres.password",
            "azalai.data",
            "azalai.routes",
            "azalai.sql",
            "azalai.keep",
            "azalai.password",
            "spark.master",
            "load.lock-timeout",
            "load.heap",
            "load.most-misfits",
            "load.most-misfits-share",
            "load.most-withdrawn-share",
            "runs.grace",
            "http.host",
            "http.port",
            "management.host",
            "management.port");
    private static final Set<String> HANDED_ON = Set.of("camel.", "kafka.client.", "spark.conf.");
    /** A placeholder with a dot in its name; those without are the parameters of kamelets. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{\\??([A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+)(?::[^}]*)?}}");

    /** Where a route says which pipeline it is. */
    private static final Pattern PIPELINE = Pattern.compile("\\bpipeline:\\s*[\"']?([A-Za-z0-9_-]+)");

    private final Set<String> names = new TreeSet<>(OWN);
    private final Set<String> pipelines = new HashSet<>();

    /** The names that routes in these comma-separated folders make known, and the product's own. */
    KnownNames(String routes, Home home) {
        for (String folder : routes.split(",")) {
            addPlaceholders(home.resolve(folder.strip()));
        }
        // What the sample API makes belongs to no route, and a pipeline's own limits need not stand in one.
        names.forEach(name -> pipelines.add(name.substring(0, name.indexOf('.'))));
        for (String pipeline : pipelines) {
            names.add(pipeline + ".sample.count");
            LoadLimits.NAMES.forEach(name -> names.add(pipeline + "." + name));
        }
    }

    void check(String name, String where) {
        if (names.contains(name) || HANDED_ON.stream().anyMatch(name::startsWith)) {
            return;
        }
        throw new Refusal("The property '%s' in %s is unknown%s".formatted(name, where, nearest(name)));
    }

    Set<String> overridable() {
        return names;
    }

    private String nearest(String name) {
        return names.stream()
                .min(Comparator.comparingInt(known -> Distance.between(name, known)))
                .filter(known -> Distance.between(name, known) <= Math.max(2, name.length() / 3))
                .map("; did you mean '%s'?"::formatted)
                .orElse(".");
    }

    private void addPlaceholders(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new Refusal("The folder %s that azalai.routes names is not there.".formatted(folder));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".yaml"))::iterator) {
                String text = Files.readString(file);
                PLACEHOLDER.matcher(text).results().forEach(found -> names.add(found.group(1)));
                PIPELINE.matcher(text).results().forEach(found -> pipelines.add(found.group(1)));
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Refusal("The routes in %s cannot be read: %s.".formatted(folder, Reasons.of(e)), e);
        }
    }
}
