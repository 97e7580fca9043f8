package azalai.protocol;

import java.io.Serializable;

/**
 * Offsets of one partition: {@code begin} inclusive, {@code end} exclusive. It may hold fewer records than offsets:
 * transactions leave markers and aborted records there, compaction leaves gaps.
 */
public record OffsetRange(int partition, long begin, long end) implements Serializable {
    /** How many offsets it holds. */
    public long size() {
        return end - begin;
    }

    /** The part of it from an offset on. */
    public OffsetRange from(long begin) {
        return new OffsetRange(partition, begin, end);
    }

    /** The part of it up to an offset, exclusive. */
    public OffsetRange to(long end) {
        return new OffsetRange(partition, begin, end);
    }
}
