package azalai.sample.query;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;

/** A dataset that can be counted and read; a reader that began keeps seeing what it began with. */
public interface Source extends Closeable {
    Schema schema();

    /** When the dataset last changed. */
    Instant modified();

    /** How many records it has. */
    long size();

    /** How many records fulfil the condition; costs no pass over the records if only publication dates are asked. */
    long count(Condition condition) throws IOException;

    /** The records that the query asks for, in its order; constant memory whatever their number. */
    RowCursor rows(Query query) throws IOException;

    @Override
    default void close() throws IOException {}
}
