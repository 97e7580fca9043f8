package azalai.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** docs/kamelets.md, from the kamelets' own files. */
final class KameletsPage {
    static final Map<String, String> GROUPS = groups();

    private static final String ENDING = ".kamelet.yaml";

    private KameletsPage() {}

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("run", "Pipelines and runs");
        groups.put("source", "Sources");
        groups.put("clean", "Cleaning");
        groups.put("enrich", "Enriching");
        groups.put("kafka", "Kafka");
        groups.put("load", "Loads");
        groups.put("maintenance", "Maintenance");
        return groups;
    }

    /** Each kamelet's file by its name. */
    static Map<String, Map<?, ?>> kamelets(Path folder) throws IOException {
        Map<String, Map<?, ?>> kamelets = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(ENDING)).sorted().forEach(file -> {
                String name = file.getFileName().toString();
                kamelets.put(name.substring(0, name.length() - ENDING.length()), read(file));
            });
        }
        return kamelets;
    }

    static String group(Map<?, ?> kamelet) {
        return text(map(kamelet, "metadata", "labels"), "azalai.kamelet.group");
    }

    static String of(Path folder) throws IOException {
        Map<String, Map<?, ?>> kamelets = kamelets(folder);
        StringBuilder page = new StringBuilder("""
                # The kamelets

                <!-- Made from routes/kamelets by GeneratedPagesTest, which says how to make it again. -->

                The steps that the routes of any pipeline may use. Each is a file in [`routes/kamelets/`](../routes/kamelets), found
                whatever `azalai.routes` names; a kamelet of the same name in a folder of yours, `mine/routes/kamelets/`, goes before it.
                A step calls one by `uri: kamelet:` and its name, as in [your own pipeline](your-own-pipeline.md); what the cleaning
                steps have in common is in [cleaning](cleaning.md).
                """);
        GROUPS.forEach((group, title) -> {
            page.append("\n- [%s](#%s):"
                    .formatted(title, title.toLowerCase(Locale.ROOT).replace(' ', '-')));
            List<String> links = new ArrayList<>();
            kamelets.forEach((name, kamelet) -> {
                if (group(kamelet).equals(group)) {
                    links.add(" [`%1$s`](#%1$s)".formatted(name));
                }
            });
            page.append(String.join(",", links));
        });
        page.append('\n');
        GROUPS.forEach((group, title) -> {
            page.append("\n## %s\n".formatted(title));
            kamelets.forEach((name, kamelet) -> {
                if (group(kamelet).equals(group)) {
                    page.append(section(name, kamelet));
                }
            });
        });
        return page.toString();
    }

    private static String section(String name, Map<?, ?> kamelet) {
        Map<?, ?> definition = map(kamelet, "spec", "definition");
        List<?> required = definition.get("required") instanceof List<?> names ? names : List.of();
        List<List<String>> rows = new ArrayList<>();
        map(definition, "properties").forEach((parameter, value) -> {
            Map<?, ?> property = (Map<?, ?>) value;
            rows.add(Markdown.row(
                    Markdown.code(parameter.toString()),
                    text(property, "type"),
                    Markdown.code(text(property, "default")),
                    required.contains(parameter) ? "yes" : "",
                    Markdown.code(text(property, "example")),
                    text(property, "description")));
        });
        boolean needsTask =
                text(map(kamelet, "metadata", "labels"), "azalai.kamelet.needs").equals("task");
        return "\n### %s\n\n**%s.** %s%s\n%s"
                .formatted(
                        name,
                        text(definition, "title"),
                        text(definition, "description").strip(),
                        needsTask ? " Works for a task of a run." : "",
                        rows.isEmpty()
                                ? "\nIt has no parameters.\n"
                                : "\n"
                                        + Markdown.table(
                                                List.of(
                                                        "parameter",
                                                        "type",
                                                        "default",
                                                        "required",
                                                        "example",
                                                        "meaning"),
                                                rows));
    }

    private static Map<?, ?> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<?, ?> map(Map<?, ?> from, String... path) {
        Map<?, ?> found = from;
        for (String name : path) {
            found = found.get(name) instanceof Map<?, ?> next ? next : Map.of();
        }
        return found;
    }

    private static String text(Map<?, ?> from, String name) {
        return from.get(name) == null ? "" : from.get(name).toString();
    }
}
