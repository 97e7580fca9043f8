package azalai.sample.explore;

import azalai.sample.ApiError;
import java.io.Closeable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Records by their position. What a reader began to read, it goes on seeing. */
public abstract class Dataset implements Closeable {
    /** An order takes 8 bytes a record; in its own a dataset may have any size. */
    private static final long MOST_SORTED = 10_000_000;
    /** Some 150 bytes each. */
    private static final int SORTED_AT_ONCE = 200_000;

    private static final int REMEMBERED_ORDERS = 4;

    /** The positions of the records that a condition leaves; {@code exact} if all of them fulfil it. */
    private record Span(long from, long to, boolean exact) {}

    private final Map<List<SortKey>, long[]> orders = new HashMap<>();

    public abstract Schema schema();

    /** When the dataset last changed. */
    public abstract Instant modified();

    /** How many records it has. */
    public abstract long size();

    /** Gives records by position, from 0; for one thread. */
    protected abstract LongFunction<Row> reader();

    /** How many records were published before this instant, epoch seconds, if they are in that order; else -1. */
    protected long before(long instant) {
        return -1;
    }

    private Span span(Condition where) {
        Condition.Range range = where.range();
        long from = range.from() == Long.MIN_VALUE ? 0 : before(range.from());
        long to = range.to() == Long.MAX_VALUE ? size() : before(range.to());
        return from < 0 || to < 0 ? new Span(0, size(), false) : new Span(from, to, where.isRangeOnly());
    }

    /** How many records fulfil the condition; no pass over them if only publication dates are asked and sought. */
    public final long count(Condition where) {
        Span span = span(where);
        LongStream positions = LongStream.range(span.from, span.to);
        return span.exact
                ? Math.max(0, span.to - span.from)
                : positions.mapToObj(reader()).filter(where::test).count();
    }

    /** The records that the query asks for, in its order. */
    public final Stream<Row> rows(Query query) {
        Condition where = query.where();
        boolean asTheyAre = schema().isPublicationOrder(query.order());
        Span span = span(where);
        long skipped = asTheyAre && span.exact ? query.offset() : 0;
        Stream<Row> rows =
                (asTheyAre ? LongStream.range(span.from + skipped, span.to) : sorted(query.order())).mapToObj(reader());
        rows = where == Condition.ALL || asTheyAre && span.exact ? rows : rows.filter(where::test);
        rows = rows.skip(query.offset() - skipped);
        return query.limit() < 0 ? rows : rows.limit(query.limit());
    }

    /** All positions in that order; remembered, as pages are asked one after the other. */
    private LongStream sorted(List<SortKey> keys) {
        if (size() > MOST_SORTED) {
            throw ApiError.parameter("order_by", "a dataset of " + size() + " records", "at most " + MOST_SORTED);
        }
        synchronized (orders) {
            if (orders.size() > REMEMBERED_ORDERS) {
                orders.clear();
            }
            return LongStream.of(orders.computeIfAbsent(keys, this::sort));
        }
    }

    /** Stable, in bounded memory: each pass takes the smallest that the passes before have left. */
    private long[] sort(List<SortKey> keys) {
        Comparator<Entry> order = (one, other) -> 0;
        for (int i = 0; i < keys.size(); i++) {
            int key = i;
            order = order.thenComparing(
                    entry -> entry.values.get(key), keys.get(key).comparator());
        }
        order = order.thenComparingLong(Entry::position);
        long[] sorted = new long[(int) size()];
        Entry last = null;
        for (int done = 0; done < sorted.length; ) {
            PriorityQueue<Entry> smallest = smallest(keys, order, last);
            last = smallest.peek();
            done += smallest.size();
            for (int i = done - 1; !smallest.isEmpty(); i--) {
                sorted[i] = smallest.poll().position;
            }
        }
        return sorted;
    }

    private PriorityQueue<Entry> smallest(List<SortKey> keys, Comparator<Entry> order, Entry after) {
        PriorityQueue<Entry> smallest = new PriorityQueue<>(order.reversed());
        LongFunction<Row> reader = reader();
        for (long position = 0; position < size(); position++) {
            Entry entry = Entry.of(position, reader.apply(position), keys);
            if (after == null || order.compare(entry, after) > 0) {
                smallest.add(entry);
                if (smallest.size() > SORTED_AT_ONCE) {
                    smallest.poll();
                }
            }
        }
        return smallest;
    }

    /** What a record is sorted by. */
    private record Entry(long position, List<Comparable<?>> values) {
        static Entry of(long position, Row row, List<SortKey> keys) {
            List<Comparable<?>> values = new ArrayList<>(keys.size());
            keys.forEach(key -> values.add(row.comparable(key.field())));
            return new Entry(position, values);
        }
    }
}
