package azalai.step.http;

import azalai.error.Failure;
import azalai.error.Reasons;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/**
 * The records of one {@link Fetch} as a stream of pages. When the last one was given, checks with the API that none is
 * missing: a short answer is a failure, never a success.
 */
public abstract class Pages implements Iterator<List<Map<String, Object>>>, Closeable {
    /** Records a page: an exchange a record costs ten times more, and memory grows with the page. */
    static final int SIZE = 500;

    private static final Duration TELL_EVERY = Duration.ofSeconds(2);

    private final Fetch fetch;
    private List<Map<String, Object>> next;
    private boolean began;
    private boolean ended;
    private long told = System.nanoTime();

    Pages(Fetch fetch) {
        this.fetch = fetch;
    }

    Fetch fetch() {
        return fetch;
    }

    /** Reads the next records into {@code page}; leaving it empty ends the stream. */
    abstract void read(List<Map<String, Object>> page) throws IOException;

    /** How many records the source counts after the last one came; empty if it does not say. */
    abstract OptionalLong countAfter();

    /** The value of a record that the cursor goes by. */
    Object cursorValue(Map<String, Object> record) {
        return record.get(fetch.cursorField());
    }

    @Override
    public final boolean hasNext() {
        if (next == null && !ended) {
            fetch.lap(began ? "clean" : "fetch");
            began = true;
            fetchPage();
            fetch.lap("fetch");
        }
        return next != null;
    }

    private void fetchPage() {
        List<Map<String, Object>> page = new ArrayList<>(SIZE);
        try {
            read(page);
        } catch (IOException e) {
            throw brokenOff(Reasons.of(e), e);
        }
        if (page.isEmpty()) {
            ended = true;
            checkComplete();
            fetch.tell();
        } else {
            page.forEach(record -> fetch.row(cursorValue(record)));
            next = page;
            tellNowAndThen();
        }
    }

    @Override
    public final List<Map<String, Object>> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<Map<String, Object>> page = next;
        next = null;
        return page;
    }

    final Failure brokenOff(String why, Throwable cause) {
        return new Failure(
                "Reading %s broke off after %d%s records (%s): run again; the cursor has not moved and what was published does no harm."
                        .formatted(
                                fetch.dataset(),
                                fetch.rows(),
                                fetch.expected() < 0 ? "" : " of " + fetch.expected(),
                                why),
                cause);
    }

    /** Tells how many came, every few seconds. */
    final void tellNowAndThen() {
        long now = System.nanoTime();
        if (now - told > TELL_EVERY.toNanos()) {
            told = now;
            fetch.tell();
        }
    }

    private void checkComplete() {
        OptionalLong after = countAfter();
        if (fetch.expected() >= 0 && after.isPresent()) {
            require(fetch.dataset(), fetch.rows(), Math.min(fetch.expected(), after.getAsLong()));
        }
    }

    /** A reading that gave fewer records than its source counts fails. */
    static void require(String what, long rows, long least) {
        if (rows < least) {
            throw new Failure(
                    "%s gave %d records but counts %d: run again; the cursor has not moved and what was published does no harm."
                            .formatted(what, rows, least));
        }
    }
}
