package azalai.docs;

import azalai.config.Declarations;
import azalai.config.Setting;
import azalai.config.Setting.Role;
import azalai.config.SettingType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of docs/configuration.md, from the declarations. */
final class SettingsTables {
    private static final Map<Role, String> ROLES = Map.of(
            Role.PER_PIPELINE, "a pipeline may have its own",
            Role.SAMPLE_ADDRESS, "with `--sample` the sample API's address");

    private SettingsTables() {}

    static String application() {
        return table(Declarations.own());
    }

    /** One for each folder of routes that declares settings. */
    static String pipelines(Path routes) throws IOException {
        try (Stream<Path> folders = Files.list(routes)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(folder -> Map.entry(folder.getFileName().toString(), Declarations.below(folder)))
                    .filter(declared -> !declared.getValue().isEmpty())
                    .map(declared -> "### %s\n\n%s".formatted(declared.getKey(), table(declared.getValue())))
                    .collect(Collectors.joining("\n"));
        }
    }

    static String types() {
        return Markdown.table(
                List.of("type", "values"),
                SettingType.kinds().stream()
                        .map(kind -> Markdown.row(Markdown.code(kind.form()), kind.meaning()))
                        .toList());
    }

    private static String table(List<Setting> settings) {
        return Markdown.table(
                List.of("property", "default", "type", "meaning"),
                settings.stream()
                        .map(setting -> Markdown.row(
                                Markdown.code(setting.name()),
                                Markdown.code(setting.value()),
                                setting.type().toString(),
                                meaning(setting)))
                        .toList());
    }

    private static String meaning(Setting setting) {
        String role = ROLES.get(setting.role());
        return role == null ? setting.meaning() : "%s; %s".formatted(setting.meaning(), role);
    }
}
