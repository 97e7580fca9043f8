package azalai.sample.recalls;

import azalai.sample.query.Condition;
import azalai.sample.query.Query;
import azalai.sample.query.Range;
import azalai.sample.query.Row;
import azalai.sample.query.RowCursor;
import azalai.sample.query.Schema;
import azalai.sample.query.SortedPasses;
import azalai.sample.query.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** One dataset of a world. Its own order is publication order, in which dates are sought and not scanned. */
public final class WorldSource implements Source {
    private final World world;
    private final Form form;
    private final DayIndex index;

    public WorldSource(World world, Form form) {
        this.world = world;
        this.form = form;
        this.index = world.index(form);
    }

    @Override
    public Schema schema() {
        return form.schema();
    }

    /** Midnight in Paris at the beginning of the world's day: it changes at no other time. */
    @Override
    public Instant modified() {
        return world.date().atStartOfDay(World.ZONE).toInstant();
    }

    @Override
    public long size() {
        return world.size();
    }

    @Override
    public long count(Condition where) throws IOException {
        long from = begin(where.range());
        long to = end(where.range());
        if (where.isRangeOnly()) {
            return Math.max(0, to - from);
        }
        long count = 0;
        try (RowCursor rows = RowCursor.filtered(between(from, to), where)) {
            while (rows.next() != null) {
                count++;
            }
        }
        return count;
    }

    @Override
    public RowCursor rows(Query query) throws IOException {
        Condition where = query.where();
        long from = begin(where.range());
        long to = end(where.range());
        if (!form.schema().isPublicationOrder(query.order())) {
            return RowCursor.window(sorted(query, from, to), query.offset(), query.limit());
        }
        if (where.isRangeOnly()) {
            return RowCursor.window(between(from + query.offset(), to), 0, query.limit());
        }
        return RowCursor.window(RowCursor.filtered(between(from, to), where), query.offset(), query.limit());
    }

    private RowCursor sorted(Query query, long from, long to) {
        long wanted = query.limit() < 0 ? -1 : query.offset() + query.limit();
        SortedPasses passes = new SortedPasses(() -> between(from, to), query.where(), query.order(), wanted);
        Positions positions = new Positions(from, to);
        return () -> {
            long position = passes.next();
            return position < 0 ? null : positions.row(from + position);
        };
    }

    private long begin(Range range) {
        return range.from() == Long.MIN_VALUE ? 0 : index.before(range.from());
    }

    private long end(Range range) {
        return range.to() == Long.MAX_VALUE ? index.size() : index.before(range.to());
    }

    private RowCursor between(long from, long to) {
        Positions positions = new Positions(from, to);
        return positions::next;
    }

    /** Rows by position; holds one day at a time. */
    private final class Positions {
        private final long end;
        private long next;
        private long dayBegin = -1;
        private List<Fiche> day = List.of();

        Positions(long from, long to) {
            this.next = from;
            this.end = to;
        }

        Row next() {
            return next < end ? row(next++) : null;
        }

        Row row(long position) {
            if (dayBegin < 0 || position < dayBegin || position >= dayBegin + day.size()) {
                int date = index.dayOf(position);
                day = index.fiches(date);
                dayBegin = index.beforeDay(date);
            }
            return world.row(day.get((int) (position - dayBegin)), form);
        }
    }
}
