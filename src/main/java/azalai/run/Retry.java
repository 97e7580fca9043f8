package azalai.run;

import java.time.Duration;

/**
 * How a failed task is retried.
 *
 * @param retries how often at most, after the first attempt
 * @param delay the pause before each
 */
public record Retry(int retries, Duration delay) {}
