package azalai.service.servers;

import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What the sample API is to serve.
 *
 * @param count fiches on 2026-01-01
 * @param date the world's day; null = today in Europe/Paris
 * @param file a JSONL file to serve instead, plain or {@code .gz}; null = the generated world
 * @param dataset the dataset the file is served under
 */
public record SampleWorld(long count, LocalDate date, Path file, String dataset) {}
