package azalai.sample;

import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What the sample API serves.
 *
 * @param count how many records a source that grows has on 2026-01-01
 * @param date the day that every source shows, or null for today in Europe/Paris
 * @param file a .jsonl or .jsonl.gz file to serve instead of what is made up, or null
 * @param fileDataset the dataset under which the file is served; null = the source's own
 */
public record SampleOptions(long count, LocalDate date, Path file, String fileDataset) {
    /** As many records as {@code recalls.sample.count} has by default. */
    public static final long DEFAULT_COUNT = 12_000;

    /** So many records, today. */
    public static SampleOptions world(long count) {
        return new SampleOptions(count, null, null, null);
    }
}
