package azalai.sample.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Sorts any number of rows stably in constant memory: each pass over them keeps the {@value #CHUNK} smallest that the
 * passes before have not given yet. A query for a page needs one pass; a whole export of a million rows sixteen.
 */
final class SortedPositions {
    /** Keys and a position are some 150 bytes, so a pass holds 10 MB at most. */
    private static final int CHUNK = 65_536;

    private record Entry(List<Comparable<?>> keys, long position) {}

    private final long from;
    private final long to;
    private final LongFunction<Row> reader;
    private final Query query;
    private final int size;
    private final Comparator<Entry> order;
    private List<Entry> chunk;

    /** The rows between two positions that the query asks for. */
    SortedPositions(long from, long to, LongFunction<Row> reader, Query query) {
        this.from = from;
        this.to = to;
        this.reader = reader;
        this.query = query;
        this.size = query.limit() < 0 ? CHUNK : (int) Math.max(1, Math.min(CHUNK, query.offset() + query.limit()));
        Comparator<Entry> comparator = Comparator.comparingInt(entry -> 0);
        for (int i = 0; i < query.order().size(); i++) {
            int key = i;
            comparator = comparator.thenComparing(
                    entry -> entry.keys().get(key), query.order().get(key).comparator());
        }
        this.order = comparator.thenComparingLong(Entry::position);
    }

    LongStream stream() {
        return LongStream.iterate(0, this::exists, i -> i + 1)
                .map(i -> chunk.get((int) (i % size)).position());
    }

    private boolean exists(long i) {
        if (i % size == 0) {
            chunk = after(i == 0 ? null : chunk.get(size - 1));
        }
        return i % size < chunk.size();
    }

    private List<Entry> after(Entry last) {
        PriorityQueue<Entry> smallest = new PriorityQueue<>(order.reversed());
        for (long position = from; position < to; position++) {
            Row row = reader.apply(position);
            if (query.where().test(row)) {
                Entry entry = new Entry(keys(row), position);
                boolean given = last != null && order.compare(entry, last) <= 0;
                if (!given && (smallest.size() < size || order.compare(entry, smallest.peek()) < 0)) {
                    smallest.add(entry);
                }
                if (smallest.size() > size) {
                    smallest.poll();
                }
            }
        }
        List<Entry> sorted = new ArrayList<>(smallest);
        sorted.sort(order);
        return sorted;
    }

    private List<Comparable<?>> keys(Row row) {
        List<Comparable<?>> keys = new ArrayList<>();
        query.order().forEach(key -> keys.add(row.comparable(key.field())));
        return keys;
    }
}
