package azalai.sample;

import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What the sample API serves.
 *
 * @param count how many recalls the world has on 2026-01-01
 * @param date the world's day, or null for today in Europe/Paris
 * @param file a .jsonl or .jsonl.gz file to serve instead of the world, or null
 * @param fileDataset the dataset under which the file is served; null = today's V2 dataset
 */
public record SampleOptions(long count, LocalDate date, Path file, String fileDataset) {
    /** {@code recalls.sample.count}'s default. */
    public static final long DEFAULT_COUNT = 12_000;

    private static final String DEFAULT_DATASET = "rappelconso-v2-gtin-espaces";

    /** A file without its dataset is served under today's. */
    public SampleOptions {
        if (file != null && (fileDataset == null || fileDataset.isBlank())) {
            fileDataset = DEFAULT_DATASET;
        }
    }

    /** The world of so many recalls, today. */
    public static SampleOptions world(long count) {
        return new SampleOptions(count, null, null, null);
    }
}
