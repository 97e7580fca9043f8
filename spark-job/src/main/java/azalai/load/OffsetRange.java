package azalai.load;

import java.io.Serializable;

/**
 * Offsets of one partition: {@code begin} inclusive, {@code end} exclusive. It may hold fewer records than offsets:
 * transactions leave markers and aborted records there, compaction leaves gaps.
 */
record OffsetRange(int partition, long begin, long end) implements Serializable {
    long size() {
        return end - begin;
    }

    OffsetRange from(long begin) {
        return new OffsetRange(partition, begin, end);
    }

    OffsetRange to(long end) {
        return new OffsetRange(partition, begin, end);
    }
}
