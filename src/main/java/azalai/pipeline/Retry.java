package azalai.pipeline;

import java.time.Duration;

/**
 * How a failed task is retried.
 *
 * @param retries how often at most, after the first attempt
 * @param delay the pause before the first retry
 * @param backOff how the pause grows
 * @param maxDelay the longest pause
 */
public record Retry(int retries, Duration delay, BackOff backOff, Duration maxDelay) {
    /** How the pause grows from retry to retry. */
    public enum BackOff {
        /** It does not. */
        CONSTANT,
        /** It doubles. */
        EXPONENTIAL
    }

    private static final int MOST_DOUBLINGS = 30;

    /** The pause before the n-th retry, counted from 1. */
    public Duration pause(int n) {
        if (backOff == BackOff.CONSTANT) {
            return delay;
        }
        Duration grown = delay.multipliedBy(1L << Math.min(n - 1, MOST_DOUBLINGS));
        return grown.compareTo(maxDelay) > 0 ? maxDelay : grown;
    }
}
