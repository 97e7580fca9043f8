package azalai.pipeline;

import azalai.error.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What the file of a kamelet says of its use.
 *
 * @param name its name
 * @param types the types of its parameters, by name
 * @param required the parameters that have no default
 * @param needsTask whether it works for a task of a run
 * @param begins where its own route begins, with {@code {{parameter}}} in it
 * @param defaults the values of parameters that are left out
 * @param source what it reads with a cursor, with {@code {{parameter}}} in it; empty if nothing
 * @param cursor the kind of that cursor, likewise
 */
record KameletFile(
        String name,
        Map<String, String> types,
        Set<String> required,
        boolean needsTask,
        String begins,
        Map<String, String> defaults,
        String source,
        String cursor) {
    private static final String ENDING = ".kamelet.yaml";

    /** The kamelet of this name; empty if none of the places has its file. @throws Refusal if it cannot be read */
    static Optional<KameletFile> find(CamelContext context, String name) {
        for (String place : places(context)) {
            Resource resource = PluginHelper.getResourceLoader(context).resolveResource(place + "/" + name + ENDING);
            if (resource.exists()) {
                return Optional.of(read(name, resource));
            }
        }
        return Optional.empty();
    }

    /** The names of all kamelets that stand in folders. */
    static Set<String> names(CamelContext context) {
        Set<String> names = new TreeSet<>();
        for (String place : places(context)) {
            if (place.startsWith("file:")) {
                try (Stream<Path> files = Files.list(Path.of(place.substring("file:".length())))) {
                    files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(ENDING))
                            .forEach(file -> names.add(file.substring(0, file.length() - ENDING.length())));
                } catch (IOException e) {
                    // A folder of routes need not have kamelets.
                    continue;
                }
            }
        }
        return names;
    }

    private static List<String> places(CamelContext context) {
        return List.of(context.resolvePropertyPlaceholders("{{camel.component.kamelet.location}}")
                .split(","));
    }

    private static KameletFile read(String name, Resource resource) {
        try (InputStream in = resource.getInputStream()) {
            Object file = new Load(LoadSettings.builder().build()).loadFromInputStream(in);
            Map<?, ?> definition = map(map(map(file).get("spec")).get("definition"));
            Map<String, String> types = new TreeMap<>();
            Map<String, String> defaults = new TreeMap<>();
            map(definition.get("properties")).forEach((key, property) -> {
                types.put(key.toString(), String.valueOf(map(property).get("type")));
                defaults.put(key.toString(), text(map(property).get("default")));
            });
            Set<String> required = new TreeSet<>();
            if (definition.get("required") instanceof List<?> names) {
                names.forEach(one -> required.add(one.toString()));
            }
            required.removeIf(
                    one -> map(map(definition.get("properties")).get(one)).containsKey("default"));
            Map<?, ?> template = map(map(map(file).get("spec")).get("template"));
            Object begins = map(template.get("from")).get("uri");
            Map<?, ?> metadata = map(map(file).get("metadata"));
            Object needs = map(metadata.get("labels")).get("azalai.kamelet.needs");
            Map<?, ?> annotations = map(metadata.get("annotations"));
            return new KameletFile(
                    name,
                    types,
                    required,
                    "task".equals(needs),
                    text(begins),
                    defaults,
                    text(annotations.get("azalai.kamelet.source")),
                    text(annotations.get("azalai.kamelet.cursor")));
        } catch (IOException | YamlEngineException e) {
            throw new Refusal(
                    "The kamelet %s cannot be read: %s.".formatted(resource.getLocation(), RouteFailures.words(e)), e);
        }
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : new HashMap<>();
    }
}
