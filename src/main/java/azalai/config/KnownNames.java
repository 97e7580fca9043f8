package azalai.config;

import azalai.config.Setting.Role;
import azalai.error.Reasons;
import azalai.error.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names a setting may have: those that the application and the pipelines declare, and whatever a placeholder under the routes names. */
final class KnownNames {
    /**
     * A placeholder with a dot in its name; those without are the parameters of kamelets. In single braces, but not
     * {@code ${…}}, it is filled by a step when it runs: so a secret stands in no endpoint.
     */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?<![$])\\{\\{?\\??([A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+)(?::[^}]*)?}");

    /** Where a route says which pipeline it is. */
    private static final Pattern PIPELINE = Pattern.compile("\\bpipeline:\\s*[\"']?([A-Za-z0-9_-]+)");

    private final Map<String, Setting> declared = new TreeMap<>();
    private final List<String> prefixes = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();

    /**
     * The names that the application declares, and that routes in these folders and kamelets make known.
     *
     * @param kamelets the product's own; need not be there
     */
    KnownNames(List<Setting> own, List<Path> routes, Path kamelets) {
        own.forEach(this::declare);
        Set<String> pipelines = new TreeSet<>();
        for (Path folder : routes) {
            if (!Files.isDirectory(folder)) {
                throw new Refusal("The folder %s that azalai.routes names is not there.".formatted(folder));
            }
            Declarations.below(folder).forEach(setting -> {
                declare(setting);
                pipelines.add(firstPart(setting.name()));
            });
            addPlaceholders(folder, pipelines);
        }
        if (Files.isDirectory(kamelets)) {
            addPlaceholders(kamelets, pipelines);
        }
        names.forEach(name -> pipelines.add(firstPart(name)));
        own.stream()
                .filter(setting -> setting.role() == Role.PER_PIPELINE)
                .forEach(setting -> pipelines.forEach(pipeline ->
                        declared.putIfAbsent(pipeline + "." + setting.name(), setting.ofPipeline(pipeline))));
        names.addAll(declared.keySet());
    }

    void check(String name, String where) {
        if (names.contains(name) || prefixes.stream().anyMatch(name::startsWith)) {
            return;
        }
        throw new Refusal("The property '%s' in %s is unknown%s".formatted(name, where, nearest(name)));
    }

    Set<String> overridable() {
        return names;
    }

    /** Every declared setting, by name. */
    Map<String, Setting> declared() {
        return declared;
    }

    /** Folders may lie in one another: the same line is one declaration. */
    private void declare(Setting setting) {
        if (setting.isPrefix()) {
            prefixes.add(setting.prefix());
            return;
        }
        Setting other = declared.putIfAbsent(setting.name(), setting);
        if (other != null && !other.place().equals(setting.place())) {
            throw new Refusal("The setting '%s' is declared twice (%s, %s): leave one of them out."
                    .formatted(setting.name(), other.place(), setting.place()));
        }
    }

    private static String firstPart(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    private String nearest(String name) {
        return names.stream()
                .min(Comparator.comparingInt(known -> Distance.between(name, known)))
                .filter(known -> Distance.between(name, known) <= Math.max(2, name.length() / 3))
                .map("; did you mean '%s'?"::formatted)
                .orElse(".");
    }

    private void addPlaceholders(Path folder, Set<String> pipelines) {
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
