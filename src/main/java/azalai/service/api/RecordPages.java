package azalai.service.api;

import azalai.step.kafka.Submission.Item;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** The records of a body in pages, so that only one of them is in memory. */
final class RecordPages implements Iterator<List<Item>>, AutoCloseable {
    /** A record costs time, too, however short it is. */
    private static final int MOST = 50_000;

    private static final int RECORDS = 500;
    private static final int BYTES = 1_000_000;
    private static final int VALUES = 20_000;

    private final Records records;
    private List<Item> next;
    private boolean ended;

    RecordPages(Records records) {
        this.records = records;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = read();
        }
        return !next.isEmpty();
    }

    @Override
    public List<Item> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<Item> page = next;
        next = null;
        return page;
    }

    private List<Item> read() {
        List<Item> page = new ArrayList<>();
        long bytes = records.position() + BYTES;
        long values = records.values() + VALUES;
        while (!ended && page.size() < RECORDS && records.position() < bytes && records.values() < values) {
            Item item = records.next();
            ended = item == null;
            if (!ended) {
                page.add(item);
            }
            if (records.count() > MOST) {
                throw new ApiError(413, "The body holds more than %d records: send it in parts.".formatted(MOST));
            }
        }
        return page;
    }

    @Override
    public void close() {
        records.close();
    }
}
