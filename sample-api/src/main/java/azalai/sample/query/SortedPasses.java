package azalai.sample.query;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts any number of rows stably in constant memory: each pass over them keeps the {@value #CHUNK} smallest positions
 * that the passes before have not given yet. A query for a page needs one pass; a whole export of a million rows ten.
 */
public final class SortedPasses {
    /** Keys and a position are some 150 bytes, so a pass holds 10 MB at most. */
    private static final int CHUNK = 65_536;

    /** Gives rows by their position in the unsorted order. */
    @FunctionalInterface
    public interface Rows {
        /** A new pass over all rows from position 0. */
        RowCursor open() throws IOException;
    }

    private record Entry(Comparable<?>[] keys, long position) {}

    private final Rows rows;
    private final Condition where;
    private final List<SortKey> order;
    private final Comparator<Entry> comparator;
    private final ArrayDeque<Entry> ready = new ArrayDeque<>();
    private final int chunk;
    private Entry last;
    private boolean exhausted;

    /** {@code wanted} is how many positions will be asked for, negative for all. */
    public SortedPasses(Rows rows, Condition where, List<SortKey> order, long wanted) {
        this.rows = rows;
        this.where = where;
        this.order = order;
        this.chunk = wanted < 0 ? CHUNK : (int) Math.max(1, Math.min(CHUNK, wanted));
        Comparator<Comparable<?>[]> keys = SortKey.comparator(order);
        this.comparator = Comparator.comparing((Entry e) -> e.keys(), keys).thenComparingLong(e -> e.position());
    }

    /** The position of the next row in the sorted order, or -1 at the end. */
    public long next() throws IOException {
        if (ready.isEmpty() && !exhausted) {
            pass();
        }
        Entry entry = ready.poll();
        if (entry == null) {
            return -1;
        }
        last = entry;
        return entry.position();
    }

    private void pass() throws IOException {
        PriorityQueue<Entry> smallest = new PriorityQueue<>(comparator.reversed());
        try (RowCursor cursor = rows.open()) {
            long position = 0;
            for (Row row = cursor.next(); row != null; row = cursor.next(), position++) {
                if (where.test(row)) {
                    offer(smallest, new Entry(keys(row), position));
                }
            }
        }
        exhausted = smallest.size() < chunk;
        while (!smallest.isEmpty()) {
            ready.addFirst(smallest.poll());
        }
    }

    private void offer(PriorityQueue<Entry> smallest, Entry entry) {
        if (last != null && comparator.compare(entry, last) <= 0) {
            return;
        }
        if (smallest.size() < chunk) {
            smallest.add(entry);
        } else if (comparator.compare(entry, smallest.peek()) < 0) {
            smallest.poll();
            smallest.add(entry);
        }
    }

    private Comparable<?>[] keys(Row row) {
        Comparable<?>[] keys = new Comparable<?>[order.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = order.get(i).of(row);
        }
        return keys;
    }
}
