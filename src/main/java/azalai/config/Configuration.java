package azalai.config;

import azalai.error.Reasons;
import azalai.error.Refusal;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every setting, from the one place each may stand in: {@code application.properties}, overridden by {@code -D} on
 * the command line and by environment variables (where both speak, the command line wins). Names are checked: an unknown one is refused.
 */
public final class Configuration {
    private static final String FILE = "application.properties";

    private final Home home;
    private final Map<String, String> values;
    private final Set<String> overridden;

    private Configuration(Home home, Map<String, String> values, Set<String> overridden) {
        this.home = home;
        this.values = values;
        this.overridden = overridden;
    }

    /**
     * Reads and checks the configuration.
     *
     * @param defined what {@code -D} said, by name
     * @param environment the environment variables
     * @throws Refusal if a name is unknown or a value wrong
     */
    public static Configuration load(Home home, Map<String, String> defined, Map<String, String> environment) {
        Map<String, String> values = new TreeMap<>(readFile(home.resolve(FILE)));
        KnownNames known = new KnownNames(routes(values, defined, environment), home);
        values.keySet().forEach(name -> known.check(name, FILE));
        defined.keySet().forEach(name -> known.check(name, "-D"));
        Map<String, String> overridden = new TreeMap<>();
        known.overridable().forEach(name -> overrideBy(environment, name, overridden));
        kafkaClientNames(environment).forEach(name -> overrideBy(environment, name, overridden));
        overridden.putAll(defined);
        values.putAll(overridden);
        Configuration configuration = new Configuration(home, values, Set.copyOf(overridden.keySet()));
        Rules.check(configuration);
        return configuration;
    }

    /** The same configuration with some values replaced, for {@code --sample} and tests; checked again. */
    public Configuration with(Map<String, String> replaced) {
        Map<String, String> copy = new TreeMap<>(values);
        copy.putAll(replaced);
        Configuration configuration = new Configuration(home, copy, overridden);
        Rules.check(configuration);
        return configuration;
    }

    /** The value, stripped; empty if unset. */
    public String get(String name) {
        return values.getOrDefault(name, "").strip();
    }

    /** The value as a duration. @throws Refusal if it cannot be read */
    public Duration duration(String name) {
        return Durations.parse(name, get(name));
    }

    /** Whether {@code -D} or an environment variable gave this setting, rather than the file. */
    public boolean overridden(String name) {
        return overridden.contains(name);
    }

    /** The settings below {@code prefix} (with its dot), without it. */
    public Map<String, String> below(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value.strip());
            }
        });
        return found;
    }

    /** Whether this server is to be embedded: {@code kafka.brokers} or {@code postgres.url} empty or "embedded". */
    public boolean embedded(String name) {
        return get(name).isEmpty() || get(name).equals("embedded");
    }

    /** The folders a comma-separated setting names, absolute, in order. */
    public List<Path> folders(String name) {
        return Stream.of(get(name).split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .map(home::resolve)
                .toList();
    }

    /** The data folder, absolute. */
    public Path data() {
        return home.resolve(get("azalai.data"));
    }

    /** The project's folder. */
    public Home home() {
        return home;
    }

    /** Every setting by name. */
    public Map<String, String> all() {
        return Map.copyOf(values);
    }

    private static String routes(
            Map<String, String> file, Map<String, String> defined, Map<String, String> environment) {
        String name = "azalai.routes";
        return defined.getOrDefault(name, environment.getOrDefault("AZALAI_ROUTES", file.getOrDefault(name, "routes")));
    }

    /** {@code kafka.client.*} may have any name: {@code KAFKA_CLIENT_SASL_MECHANISM} names sasl.mechanism. */
    private static Set<String> kafkaClientNames(Map<String, String> environment) {
        return environment.keySet().stream()
                .filter(variable -> variable.startsWith("KAFKA_CLIENT_"))
                .map(variable -> variable.replaceFirst("_FILE$", "")
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '.'))
                .collect(Collectors.toSet());
    }

    private static void overrideBy(Map<String, String> environment, String name, Map<String, String> values) {
        String variable = name.replace('.', '_').replace('-', '_').toUpperCase(java.util.Locale.ROOT);
        String file = environment.get(variable + "_FILE");
        if (file != null && !file.isBlank()) {
            try {
                values.put(name, Files.readString(Path.of(file)).strip());
            } catch (IOException e) {
                throw new Refusal("The file %s that %s_FILE names cannot be read.".formatted(file, variable), e);
            }
        }
        if (environment.containsKey(variable)) {
            values.put(name, environment.get(variable));
        }
    }

    private static Map<String, String> readFile(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new Refusal("The configuration %s cannot be read: %s.".formatted(file, Reasons.of(e)), e);
        }
        Map<String, String> map = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }
}
