package azalai.service.api;

import azalai.database.Database;
import azalai.error.Sentences;
import azalai.ledger.LoadedRuns;
import azalai.step.changes.ChangedRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one subscriber reads: server-sent events, an event a row, and after the rows of a run the event {@code run} with
 * its number as id. Only that one has an id: who is cut off in between gets the run's rows again, not half of them.
 * Rows are fetched as the subscriber reads, a page at a time.
 */
final class EventStream extends InputStream {
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);
    /** Often enough for proxies, and to notice that a subscriber is gone. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** Fifty who do not read hold a page each, some five times as long as its JSON. */
    private static final ChangedRows.Size PAGE = new ChangedRows.Size(100, 64 * 1024);

    private static final String HELLO = "retry: 3000\n: listening\n\n";
    private static final String STILL_HERE = ": still here\n\n";

    private final Database database;
    private final LoadedRuns runs;
    private final String pipeline;
    private final Semaphore turns;
    private final Semaphore signal = new Semaphore(0);
    private final Deque<String> tables = new ArrayDeque<>();
    private volatile boolean closed;
    private String position;
    private LoadedRuns.Loaded run;
    private ChangedRows rows;
    private long sent;
    private byte[] chunk = HELLO.getBytes(StandardCharsets.UTF_8);
    private int read;

    /** @param turns of those who ask the database for streams, so that they never hold all its connections */
    EventStream(Database database, Semaphore turns, String pipeline, String position) {
        this.turns = turns;
        this.database = database;
        this.runs = new LoadedRuns(database);
        this.pipeline = pipeline;
        this.position = position;
    }

    String pipeline() {
        return pipeline;
    }

    /** A run of the pipeline ended: looks at once. */
    void wake() {
        signal.release();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (!closed && read == chunk.length) {
            chunk = next().getBytes(StandardCharsets.UTF_8);
            read = 0;
        }
        if (closed) {
            return -1;
        }
        int n = Math.min(length, chunk.length - read);
        System.arraycopy(chunk, read, into, offset, n);
        read += n;
        return n;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** What is to be sent next; waits for it no longer than a heartbeat. */
    private String next() throws IOException {
        try {
            if (run == null) {
                Optional<LoadedRuns.Loaded> found = inTurn(() -> runs.next(pipeline, position));
                if (found.isEmpty()) {
                    boolean woken = signal.tryAcquire(HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                    signal.drainPermits();
                    return woken ? "" : STILL_HERE;
                }
                begin(found.get());
            }
            return inTurn(this::rowsOrEnd);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for rows.", e);
        } catch (RuntimeException e) {
            // The subscriber asks again by itself, from the last run it has whole.
            LOG.warn("The stream of {} broke off: {}", pipeline, Sentences.of(e), e);
            throw new IOException("The stream of " + pipeline + " broke off: " + Sentences.of(e), e);
        }
    }

    private <T> T inTurn(Supplier<T> question) throws InterruptedException {
        turns.acquire();
        try {
            return question.get();
        } finally {
            turns.release();
        }
    }

    private void begin(LoadedRuns.Loaded found) {
        run = found;
        tables.addAll(found.tables());
        sent = 0;
        rows = null;
    }

    private String rowsOrEnd() {
        while (rows == null || !rows.hasNext()) {
            String table = tables.poll();
            if (table == null) {
                return end();
            }
            rows = ChangedRows.of(database, table, run.id(), PAGE);
        }
        List<String> page = rows.next();
        sent += page.size();
        StringBuilder events = new StringBuilder();
        // A line break inside JSON can only be white space of a column that is JSON itself.
        page.forEach(row -> events.append("data: ")
                .append(row.replace('\n', ' ').replace('\r', ' '))
                .append("\n\n"));
        return events.toString();
    }

    private String end() {
        String event = "event: run\nid: %1$d\ndata: {\"run\":%1$d,\"rows\":%2$d}\n\n".formatted(run.id(), sent);
        position = run.position();
        run = null;
        return event;
    }

    @Override
    public void close() {
        closed = true;
        signal.release();
    }
}
