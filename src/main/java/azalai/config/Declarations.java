package azalai.config;

import azalai.config.Setting.Role;
import azalai.error.Reasons;
import azalai.error.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the settings that a properties file declares. Its values are the defaults; right above each stands a comment,
 * {@code # type: meaning}, whose further lines go on with the meaning.
 */
public final class Declarations {
    private static final String OWN = "application.properties";
    private static final String ENDING = ".properties";

    /** {@code optional number 1..9 (per pipeline): what it means}. */
    private static final Pattern DECLARATION = Pattern.compile(
            "(?<type>[^:(]*?)\\s*(?:\\((?<role>[^)]*)\\))?\\s*:(?:\\s+(?<meaning>.*))?", Pattern.DOTALL);

    private static final Pattern SAMPLE_OF =
            Pattern.compile(Role.SAMPLE_ADDRESS.written() + " of (?<pipeline>[A-Za-z0-9_-]+)");

    private final String file;
    private final String prefix;
    private final List<Setting> settings = new ArrayList<>();
    private final List<String> comment = new ArrayList<>();

    private Declarations(String file, String prefix) {
        this.file = file;
        this.prefix = prefix;
    }

    /** The application's own settings. */
    public static List<Setting> own() {
        try (InputStream in = Declarations.class.getResourceAsStream(OWN)) {
            return new Declarations(OWN, "").read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings that the files {@code <name>.properties} below a folder of routes declare, each of its own name. @throws Refusal naming file and line */
    public static List<Setting> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .flatMap(file -> in(file).stream())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new Refusal("The routes in %s cannot be read: %s.".formatted(folder, Reasons.of(e)), e);
        }
    }

    private static List<Setting> in(Path file) {
        String name = file.getFileName().toString();
        try {
            return new Declarations(file.toString(), name.substring(0, name.length() - ENDING.length()) + ".")
                    .read(Files.readString(file));
        } catch (IOException e) {
            throw new Refusal("The settings in %s cannot be read: %s.".formatted(file, Reasons.of(e)), e);
        }
    }

    private List<Setting> read(String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                comment.clear();
            } else if (line.startsWith("#") || line.startsWith("!")) {
                comment.add(line.replaceFirst("^[#!]+\\s*", ""));
            } else {
                int first = i;
                StringBuilder entry = new StringBuilder(lines.get(i));
                while (lines.get(i).matches(".*(?<!\\\\)(\\\\\\\\)*\\\\") && i + 1 < lines.size()) {
                    entry.append('\n').append(lines.get(++i));
                }
                declare(entry.toString(), "%s:%d".formatted(file, first + 1));
                comment.clear();
            }
        }
        return settings;
    }

    private void declare(String entry, String place) {
        Properties one = new Properties();
        try {
            one.load(new StringReader(entry));
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal("The settings in %s cannot be read: %s.".formatted(place, Reasons.of(e)), e);
        }
        String name = one.stringPropertyNames().iterator().next();
        if (!name.startsWith(prefix) || name.equals(prefix)) {
            throw new Refusal("The setting '%s' in %s does not begin with '%s', as all that this file declares."
                    .formatted(name, place, prefix));
        }
        String text = comment.stream().collect(Collectors.joining(" ")).strip();
        Matcher matcher = DECLARATION.matcher(text);
        if (!matcher.matches()
                || matcher.group("meaning") == null
                || matcher.group("meaning").isBlank()) {
            throw new Refusal(
                    "The setting '%s' in %s is not declared: write a line above it that says its type and its meaning, as in '# url: where the source is'."
                            .formatted(name, place));
        }
        SettingType type = SettingType.read(matcher.group("type"))
                .orElseThrow(() -> new Refusal("The type '%s' of setting '%s' in %s is unknown: %s"
                        .formatted(matcher.group("type"), name, place, SettingType.known(matcher.group("type")))));
        add(new Setting(
                name,
                type,
                one.getProperty(name).strip(),
                matcher.group("meaning").strip(),
                role(matcher.group("role"), name, place),
                of(matcher.group("role"), name),
                place));
    }

    private void add(Setting setting) {
        if (settings.stream().anyMatch(other -> other.name().equals(setting.name()))) {
            throw new Refusal("The setting '%s' in %s is declared twice: leave one of them out."
                    .formatted(setting.name(), setting.place()));
        }
        if (!setting.value().isEmpty()) {
            setting.type().check("%s (%s)".formatted(setting.name(), setting.place()), setting.value());
        }
        settings.add(setting);
    }

    private static Role role(String written, String name, String place) {
        if (written != null && SAMPLE_OF.matcher(written).matches()) {
            return Role.SAMPLE_ADDRESS;
        }
        return Arrays.stream(Role.values())
                .filter(role -> role.written().equals(written == null ? "" : written))
                .findFirst()
                .orElseThrow(() -> new Refusal("The role '(%s)' of setting '%s' in %s is unknown: there are %s."
                        .formatted(written, name, place, roles())));
    }

    private static String roles() {
        return Arrays.stream(Role.values())
                .filter(role -> role != Role.NONE)
                .map(Role::written)
                .collect(Collectors.joining(", "));
    }

    private static String of(String role, String name) {
        Matcher matcher = SAMPLE_OF.matcher(role == null ? "" : role);
        return matcher.matches() ? matcher.group("pipeline") : name.substring(0, Math.max(0, name.indexOf('.')));
    }
}
