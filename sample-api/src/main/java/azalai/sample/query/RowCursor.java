package azalai.sample.query;

import java.io.Closeable;
import java.io.IOException;

/** A forward pass over rows. */
@FunctionalInterface
public interface RowCursor extends Closeable {
    /** The next row, or null at the end. */
    Row next() throws IOException;

    @Override
    default void close() throws IOException {}

    /** The same rows without the first {@code offset}, and at most {@code limit} of them; a negative limit is none. */
    static RowCursor window(RowCursor rows, long offset, long limit) {
        return new RowCursor() {
            private long toSkip = offset;
            private long left = limit < 0 ? Long.MAX_VALUE : limit;

            @Override
            public Row next() throws IOException {
                for (; toSkip > 0 && left > 0; toSkip--) {
                    if (rows.next() == null) {
                        left = 0;
                    }
                }
                return left-- > 0 ? rows.next() : null;
            }

            @Override
            public void close() throws IOException {
                rows.close();
            }
        };
    }

    /** The rows for which the condition holds. */
    static RowCursor filtered(RowCursor rows, Condition condition) {
        return new RowCursor() {
            @Override
            public Row next() throws IOException {
                Row row = rows.next();
                while (row != null && !condition.test(row)) {
                    row = rows.next();
                }
                return row;
            }

            @Override
            public void close() throws IOException {
                rows.close();
            }
        };
    }
}
