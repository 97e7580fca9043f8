package azalai.step.http;

import azalai.error.StepFailure;
import azalai.ledger.CursorKind;
import azalai.page.Counts;
import azalai.run.Run;
import org.apache.camel.Exchange;

/**
 * One reading of a source, from the question to the last record; travels with the exchange as property
 * {@link #PROPERTY}.
 */
public final class Fetch {
    /** The exchange property that holds the reading under way. */
    public static final String PROPERTY = "azalai.fetch";

    private static final long UNKNOWN = -1;

    private final String dataset;
    private final String where;
    private final String cursorField;
    private final CursorKind kind;
    private final String notAfter;
    private final Run run;
    private final Counts counts;
    private long expected = UNKNOWN;
    private long rows;
    private long told = UNKNOWN;
    private String reached;
    private String reachedByAll;
    private String beyond;

    /**
     * A reading that has not begun.
     *
     * @param dataset the dataset's address below the API's, for sentences and requests
     * @param where the condition in the API's query language; null = everything
     * @param cursorField the field that the cursor goes by; null = the source has no cursor
     * @param kind what the cursor is; null = the source has none
     * @param run the run that reads; a cursor of days or instants reaches its start at most
     * @param counts where {@code fetched} is counted
     */
    Fetch(String dataset, String where, String cursorField, CursorKind kind, Run run, Counts counts) {
        this.dataset = dataset;
        this.where = where;
        this.cursorField = cursorField;
        this.kind = kind;
        this.notAfter = kind == null ? null : kind.now(run.startedAt()).orElse(null);
        this.run = run;
        this.counts = counts;
    }

    /** The reading that an exchange carries. @throws StepFailure if no step before has begun one */
    static Fetch of(Exchange exchange) {
        Fetch fetch = exchange.getProperty(PROPERTY, Fetch.class);
        if (fetch == null) {
            throw new StepFailure(
                    "has no reading of a source before it: put it behind the step that reads one, as http-records-action or opendatasoft-export-action, in the same task.");
        }
        return fetch;
    }

    String dataset() {
        return dataset;
    }

    String where() {
        return where;
    }

    String cursorField() {
        return cursorField;
    }

    /** What the source's cursor is; null if it has none. */
    CursorKind kind() {
        return kind;
    }

    Run run() {
        return run;
    }

    /** How many records the source counted; less than 0 if it did not say. */
    public long expected() {
        return expected;
    }

    void expect(long count) {
        this.expected = count;
    }

    /** The time since the last stage ended was this stage's. */
    void lap(String stage) {
        counts.lap(stage);
    }

    /** Tells the person who waits how many came, of how many. */
    void tell() {
        if (rows == told) {
            return;
        }
        told = rows;
        run.progress(expected < 0 ? "fetched %d".formatted(rows) : "fetched %d of %d".formatted(rows, expected));
    }

    /** How many records came. */
    public long rows() {
        return rows;
    }

    /** Counts one record; {@code raw} is its field that the cursor goes by, null or unreadable ones move no cursor. */
    void row(Object raw) {
        rows++;
        counts.add("fetched", 1);
        if (kind == null) {
            return;
        }
        String value = kind.read(raw).orElse(null);
        if (value == null) {
            return;
        }
        if (notAfter != null && kind.compare(value, notAfter) > 0) {
            beyond = beyond == null || kind.compare(value, beyond) > 0 ? value : beyond;
        } else if (reached == null || kind.compare(value, reached) > 0) {
            reached = value;
        }
    }

    /** Ends one of several parts that are read one after the other: what all have reached is the least of them. */
    void endPart() {
        if (reached != null && (reachedByAll == null || kind.compare(reached, reachedByAll) < 0)) {
            reachedByAll = reached;
        }
        reached = null;
    }

    /** The greatest value that came, not later than the run's start; of several parts the least; null if none did. */
    String reached() {
        return reachedByAll == null ? reached : reachedByAll;
    }

    /** The greatest value after the run's start; null if none was. */
    String beyond() {
        return beyond;
    }
}
