package azalai.cli;

import azalai.config.Configuration;
import azalai.config.Day;
import azalai.config.Setting.Role;
import azalai.error.Refusal;
import azalai.service.servers.SampleWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Option;

/** {@code --sample} and what goes with it. */
final class SampleOptions {
    @Option(
            names = "--sample",
            description = "Use a sample API and servers of its own under the data folder's sample/.")
    private boolean sample;

    @Option(
            names = "--sample-date",
            paramLabel = "DAY",
            description = "The day the sample API shows, yyyy-mm-dd (default: today). Implies --sample.")
    private String date;

    @Option(
            names = "--sample-file",
            paramLabel = "FILE",
            description = "A JSONL file, plain or .gz, for the sample API to serve instead. Implies --sample.")
    private Path file;

    /** With the settings of a sample alone, real runs stay real. */
    boolean wanted() {
        return sample || isGiven(date) || isGiven(file);
    }

    /** Whether a world is asked for by day, file or count; if not, servers that run go on with the one they show. */
    boolean choose(Configuration configuration) {
        return day(configuration) != null
                || file(configuration) != null
                || configuration.declared(Role.SAMPLE_COUNT).stream()
                        .anyMatch(setting -> configuration.overridden(setting.name()));
    }

    /** The world that is asked for, by option. */
    Map<String, String> given(Configuration configuration) {
        Map<String, String> given = new TreeMap<>();
        if (wanted()) {
            LocalDate day = day(configuration);
            if (day != null) {
                given.put("--sample-date", day.toString());
            }
            Path served = file(configuration);
            if (served != null) {
                given.put("--sample-file", served.toString());
            }
        }
        return given;
    }

    SampleWorld world(Configuration configuration) {
        return new SampleWorld(
                value(configuration, Role.SAMPLE_COUNT).map(Long::valueOf).orElse(null),
                day(configuration),
                file(configuration),
                value(configuration, Role.SAMPLE_DATASET).orElse(null));
    }

    private LocalDate day(Configuration configuration) {
        String day =
                isGiven(date) ? date : value(configuration, Role.SAMPLE_DATE).orElse("");
        if (day.isEmpty()) {
            return null;
        }
        try {
            return Day.parse(day);
        } catch (java.time.DateTimeException e) {
            throw new Refusal(
                    "The day '%s' of --sample-date cannot be read: write it as in 2026-01-31.".formatted(day), e);
        }
    }

    private Path file(Configuration configuration) {
        return isGiven(file)
                ? existing(file)
                : value(configuration, Role.SAMPLE_FILE)
                        .map(Path::of)
                        .map(SampleOptions::existing)
                        .orElse(null);
    }

    /** There is one sample API for all pipelines: of several that declare this, one that was given counts first. */
    private static Optional<String> value(Configuration configuration, Role role) {
        return configuration.declared(role).stream()
                .sorted(Comparator.comparing(setting -> !configuration.overridden(setting.name())))
                .map(setting -> configuration.get(setting.name()))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    private static Path existing(Path file) {
        if (!Files.isReadable(file)) {
            throw new Refusal("The file %s of --sample-file cannot be read.".formatted(file));
        }
        return file.toAbsolutePath();
    }

    private static boolean isGiven(Object value) {
        return value != null && !value.toString().isEmpty();
    }
}
