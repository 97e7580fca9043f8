package azalai.config;

import azalai.config.Setting.Role;
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
 * Every setting: the default it is declared with, overridden by {@code application.properties}, that by environment
 * variables, those by {@code -D} on the command line. Names and values are checked by the declarations.
 */
public final class Configuration {
    private static final String FILE = "application.properties";
    private static final String ROUTES = "azalai.routes";
    /** The product's own. */
    private static final String KAMELETS = "routes/kamelets";

    private static final String OWN_MIGRATIONS = "sql/azalai";

    private final Home home;
    private final Map<String, Setting> declared;
    private final Map<String, String> values;
    private final Set<String> overridden;

    private Configuration(
            Home home, Map<String, Setting> declared, Map<String, String> values, Set<String> overridden) {
        this.home = home;
        this.declared = declared;
        this.values = values;
        this.overridden = overridden;
    }

    /**
     * Reads and checks the configuration.
     *
     * @param defined what {@code -D} said, by name
     * @param environment the environment variables
     * @throws Refusal if a name is unknown, a value wrong, or a setting declared wrongly
     */
    public static Configuration load(Home home, Map<String, String> defined, Map<String, String> environment) {
        Map<String, String> file = readFile(home.resolve(FILE));
        List<Setting> own = Declarations.own();
        KnownNames known = new KnownNames(own, routes(home, own, file, defined, environment), home.resolve(KAMELETS));
        file.keySet().forEach(name -> known.check(name, FILE));
        defined.keySet().forEach(name -> known.check(name, "-D"));
        Map<String, String> overridden = new TreeMap<>();
        known.overridable().forEach(name -> overrideBy(environment, name, overridden));
        kafkaClientNames(environment).forEach(name -> overrideBy(environment, name, overridden));
        overridden.putAll(defined);
        Map<String, String> values = new TreeMap<>();
        known.declared().values().forEach(setting -> values.put(setting.name(), setting.value()));
        values.putAll(file);
        values.putAll(overridden);
        return new Configuration(home, known.declared(), values, Set.copyOf(overridden.keySet())).checked();
    }

    /** The same configuration with some values replaced, for {@code --sample} and tests; checked again. */
    public Configuration with(Map<String, String> replaced) {
        Map<String, String> copy = new TreeMap<>(values);
        copy.putAll(replaced);
        return new Configuration(home, declared, copy, overridden).checked();
    }

    private Configuration checked() {
        declared.forEach((name, setting) -> {
            if (get(name).isEmpty() && setting.isRequired()) {
                throw new Refusal("%s has no value (it is declared in %s): set it in %s, by %s or by -D%s=…"
                        .formatted(name, setting.place(), FILE, setting.variable(), name));
            }
            setting.check(get(name));
        });
        return this;
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
        return paths(home, get(name));
    }

    private static List<Path> paths(Home home, String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .map(home::resolve)
                .toList();
    }

    /** The folder of the kamelets that belong to the product, whatever {@code azalai.routes} names. */
    public Path kamelets() {
        return home.resolve(KAMELETS);
    }

    /** The folder of the migrations of the product's own tables, whatever {@code azalai.sql} names. */
    public Path ownMigrations() {
        return home.resolve(OWN_MIGRATIONS);
    }

    /** The data folder, absolute. */
    public Path data() {
        return home.resolve(get("azalai.data"));
    }

    /** The project's folder. */
    public Home home() {
        return home;
    }

    /** The declared settings that have this role, by name. */
    public List<Setting> declared(Role role) {
        return declared.values().stream()
                .filter(setting -> setting.role() == role)
                .toList();
    }

    /** Every setting by name, written so that values of one effect are the same text. */
    public Map<String, String> comparable() {
        Map<String, String> comparable = new TreeMap<>();
        values.keySet().forEach(name -> comparable.put(name, comparable(name)));
        return comparable;
    }

    private String comparable(String name) {
        String value = get(name);
        if (name.equals("azalai.routes") || name.equals("azalai.sql")) {
            return folders(name).toString();
        }
        if (value.equals("embedded")) {
            return "";
        }
        return Durations.read(value).map(Duration::toString).orElse(value);
    }

    /** Whether a setting may make a difference to a run. */
    public static boolean concernsRuns(String name) {
        return !name.startsWith("http.") && !name.startsWith("management.") && !name.equals("azalai.password");
    }

    /** Every value by name. */
    public Map<String, String> all() {
        return Map.copyOf(values);
    }

    /** Where the routes are: they say what else there is to set. */
    private static List<Path> routes(
            Home home,
            List<Setting> own,
            Map<String, String> file,
            Map<String, String> defined,
            Map<String, String> environment) {
        Setting routes = own.stream()
                .filter(setting -> setting.name().equals(ROUTES))
                .findFirst()
                .orElseThrow();
        Map<String, String> values = new TreeMap<>(Map.of(ROUTES, routes.value()));
        values.putAll(file);
        overrideBy(environment, ROUTES, values);
        values.putAll(defined);
        routes.check(values.get(ROUTES).strip());
        return paths(home, values.get(ROUTES));
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
        String variable = Setting.variable(name);
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
