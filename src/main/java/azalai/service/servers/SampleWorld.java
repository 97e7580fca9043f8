package azalai.service.servers;

import java.nio.file.Path;
import java.time.LocalDate;

/**
 * What the sample API is to serve.
 *
 * @param count records on 2026-01-01; null = as many as the sample API itself says
 * @param date the world's day; null = today in Europe/Paris
 * @param file a JSONL file to serve instead, plain or {@code .gz}; null = the generated world
 * @param dataset the dataset the file is served under; null = the source's own
 */
public record SampleWorld(Long count, LocalDate date, Path file, String dataset) {}
