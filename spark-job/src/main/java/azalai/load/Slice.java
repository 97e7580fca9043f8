package azalai.load;

import azalai.protocol.OffsetRange;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What one Spark task reads: pieces of one or several partitions. */
record Slice(List<OffsetRange> ranges) implements Serializable {
    /** Below this a further task costs more (a consumer and a session, some 50 ms) than it saves. */
    private static final long LEAST = 5_000;

    /** Above this a task tried again costs too much. */
    private static final long MOST = 100_000;

    /** Three tasks a core, so that no core waits long for the slowest. */
    private static final int TASKS_PER_CORE = 3;

    /** Splits and packs the ranges into slices of about the same size; empty ranges are left out. */
    static List<Slice> of(List<OffsetRange> ranges, int cores) {
        long total = ranges.stream().mapToLong(OffsetRange::size).sum();
        long size = Math.min(MOST, Math.max(LEAST, total / ((long) cores * TASKS_PER_CORE) + 1));
        List<Slice> slices = new ArrayList<>();
        List<OffsetRange> pieces = new ArrayList<>();
        long room = size;
        for (OffsetRange range : ranges) {
            for (OffsetRange rest = range; rest.size() > 0; ) {
                OffsetRange piece = rest.to(Math.min(rest.end(), rest.begin() + room));
                pieces.add(piece);
                rest = rest.from(piece.end());
                room -= piece.size();
                if (room == 0) {
                    slices.add(new Slice(List.copyOf(pieces)));
                    pieces.clear();
                    room = size;
                }
            }
        }
        if (!pieces.isEmpty()) {
            slices.add(new Slice(List.copyOf(pieces)));
        }
        return slices;
    }
}
