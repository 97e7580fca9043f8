package azalai.sample.explore;

/**
 * A span of publication instants, from {@code from} inclusive to {@code to} exclusive, in epoch seconds: what lets a
 * dataset seek instead of scan.
 */
public record Range(long from, long to) {
    /** Every instant, and records without one. */
    public static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE);

    Range and(Range other) {
        return new Range(Math.max(from, other.from), Math.min(to, other.to));
    }

    Range or(Range other) {
        return new Range(Math.min(from, other.from), Math.max(to, other.to));
    }
}
