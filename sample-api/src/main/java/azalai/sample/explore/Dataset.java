package azalai.sample.explore;

import java.io.Closeable;
import java.time.Instant;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Records by their position. What a reader began to read, it goes on seeing. */
public abstract class Dataset implements Closeable {
    /** The positions of the records that a condition leaves; {@code exact} if all of them fulfil it. */
    private record Span(long from, long to, boolean exact) {}

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
        Range range = where.range();
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

    /** The records that the query asks for, in its order; constant memory whatever their number. */
    public final Stream<Row> rows(Query query) {
        Span span = span(query.where());
        boolean asTheyAre = schema().isPublicationOrder(query.order());
        long skipped = asTheyAre && span.exact ? query.offset() : 0;
        LongStream positions =
                asTheyAre ? LongStream.range(span.from + skipped, span.to) : sorted(span.from, span.to, query);
        Stream<Row> rows = positions.mapToObj(reader());
        rows = span.exact ? rows : rows.filter(query.where()::test);
        rows = rows.skip(query.offset() - skipped);
        return query.limit() < 0 ? rows : rows.limit(query.limit());
    }

    /** The positions between these two in the query's order; of records that do not fulfil its condition too, or not. */
    protected LongStream sorted(long from, long to, Query query) {
        return new SortedPositions(from, to, reader(), query).stream();
    }
}
