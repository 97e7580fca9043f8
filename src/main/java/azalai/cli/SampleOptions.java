package azalai.cli;

import azalai.config.Configuration;
import azalai.config.Day;
import azalai.error.Refusal;
import azalai.service.servers.SampleWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
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
            defaultValue = "${env:RECALLS_SAMPLE_DATE}",
            description = "The day the sample API shows, yyyy-mm-dd (default: today). Implies --sample.")
    private String date;

    @Option(
            names = "--sample-file",
            paramLabel = "FILE",
            defaultValue = "${env:RECALLS_SAMPLE_FILE}",
            description = "A JSONL file, plain or .gz, for the sample API to serve instead. Implies --sample.")
    private Path file;

    /** With the variables alone set, real runs stay real. */
    boolean wanted() {
        return sample || given(date, "RECALLS_SAMPLE_DATE") || given(file, "RECALLS_SAMPLE_FILE");
    }

    /** Whether a world is asked for by day, file or count; if not, servers that run go on with the one they show. */
    boolean choose(Configuration configuration) {
        return date != null && !date.isEmpty()
                || file != null && !file.toString().isEmpty()
                || configuration.overridden("recalls.sample.count");
    }

    /** The world that is asked for, by option. */
    Map<String, String> given() {
        Map<String, String> given = new TreeMap<>();
        if (date != null && !date.isEmpty()) {
            given.put("--sample-date", String.valueOf(day()));
        }
        if (file != null && !file.toString().isEmpty()) {
            given.put("--sample-file", existing(file).toString());
        }
        return given;
    }

    SampleWorld world(Configuration configuration) {
        return new SampleWorld(
                Long.parseLong(configuration.get("recalls.sample.count")),
                day(),
                file == null || file.toString().isEmpty() ? null : existing(file),
                configuration.get("recalls.dataset"));
    }

    private LocalDate day() {
        if (date == null || date.isEmpty()) {
            return null;
        }
        try {
            return Day.parse(date);
        } catch (java.time.DateTimeException e) {
            throw new Refusal(
                    "The day '%s' of --sample-date cannot be read: write it as in 2026-01-31.".formatted(date), e);
        }
    }

    private static Path existing(Path file) {
        if (!Files.isReadable(file)) {
            throw new Refusal("The file %s of --sample-file cannot be read.".formatted(file));
        }
        return file.toAbsolutePath();
    }

    private static boolean given(Object value, String variable) {
        return value != null && !value.toString().isEmpty() && !value.toString().equals(System.getenv(variable));
    }
}
