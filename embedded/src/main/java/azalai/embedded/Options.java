package azalai.embedded;

import azalai.sample.SampleOptions;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The command line.
 *
 * @param data the data folder, as given
 * @param sampleCount fiches of the sample's world on its first day
 * @param sampleDate the sample's day; null = today in Paris
 * @param sampleFile a JSONL file to serve; null = none
 * @param sampleDataset the dataset under which the file is served; null = the sample's default
 * @param attached whether the end of stdin ends the servers
 */
record Options(
        Path data,
        boolean kafka,
        boolean postgres,
        boolean sample,
        long sampleCount,
        LocalDate sampleDate,
        Path sampleFile,
        String sampleDataset,
        boolean attached) {

    static final String USAGE = "usage: EmbeddedServers --data DIR [--kafka] [--postgres] [--sample]"
            + " [--sample-count N] [--sample-date yyyy-mm-dd] [--sample-file F] [--sample-dataset ID] [--attached]";

    /** @throws IllegalArgumentException with a sentence, when the command line is not one of {@link #USAGE} */
    static Options parse(String... args) {
        Path data = null;
        boolean kafka = false;
        boolean postgres = false;
        boolean sample = false;
        long count = SampleOptions.DEFAULT_COUNT;
        LocalDate date = null;
        Path file = null;
        String dataset = null;
        boolean attached = false;
        Deque<String> rest = new ArrayDeque<>(List.of(args));
        while (!rest.isEmpty()) {
            String option = rest.poll();
            try {
                switch (option) {
                    case "--kafka" -> kafka = true;
                    case "--postgres" -> postgres = true;
                    case "--sample" -> sample = true;
                    case "--attached" -> attached = true;
                    case "--data" -> data = Path.of(value(option, rest));
                    case "--sample-count" -> count = count(value(option, rest));
                    case "--sample-date" -> date = LocalDate.parse(value(option, rest));
                    case "--sample-file" -> file = Path.of(value(option, rest));
                    case "--sample-dataset" -> dataset = value(option, rest);
                    default -> throw new IllegalArgumentException("unknown option " + option + "; " + USAGE);
                }
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(
                        "the path after " + option + " has letters the locale cannot express: set LC_ALL=C.UTF-8", e);
            } catch (DateTimeException | NumberFormatException e) {
                throw new IllegalArgumentException("the value of " + option + " cannot be read; " + USAGE, e);
            }
        }
        if (data == null) {
            throw new IllegalArgumentException("--data is missing; " + USAGE);
        }
        if (!kafka && !postgres && !sample) {
            throw new IllegalArgumentException("nothing to start: give --kafka, --postgres or --sample; " + USAGE);
        }
        return new Options(data, kafka, postgres, sample, count, date, file, dataset, attached);
    }

    private static String value(String option, Deque<String> rest) {
        String value = rest.poll();
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(option + " wants a value; " + USAGE);
        }
        return value;
    }

    private static long count(String value) {
        long count = Long.parseLong(value);
        if (count < 0) {
            throw new NumberFormatException(value);
        }
        return count;
    }
}
