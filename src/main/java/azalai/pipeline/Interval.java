package azalai.pipeline;

import java.time.Instant;

/**
 * The data interval of a run, half-open.
 *
 * @param from its first instant
 * @param to the first instant after it
 */
public record Interval(Instant from, Instant to) {}
