package azalai.embedded.sample;

import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What the sample API serves.
 *
 * @param count how many recalls the world has on 2026-01-01
 * @param date the world's day, or null for today in Europe/Paris
 * @param file a .jsonl or .jsonl.gz file to serve instead of the world, or null
 * @param fileDataset the dataset under which the file is served; null without a file
 */
public record SampleOptions(long count, LocalDate date, Path file, String fileDataset) {
    /** {@code recalls.sample.count}'s default. */
    public static final long DEFAULT_COUNT = 12_000;

    /** Checks that a file has its dataset. */
    public SampleOptions {
        if (file != null && (fileDataset == null || fileDataset.isBlank())) {
            throw new IllegalArgumentException(
                    "The sample file " + file + " needs the dataset it is to be served under.");
        }
    }

    /** The world of so many recalls, today. */
    public static SampleOptions world(long count) {
        return new SampleOptions(count, null, null, null);
    }
}
