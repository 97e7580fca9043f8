package azalai.step.http;

import azalai.error.StepFailure;
import azalai.page.Counts;
import azalai.run.Run;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.apache.camel.Exchange;

/**
 * One reading of a source, from the question to the last record; travels with the exchange as property
 * {@link #PROPERTY}.
 */
public final class Fetch {
    /** The exchange property that holds the reading under way. */
    public static final String PROPERTY = "azalai.fetch";

    private final String dataset;
    private final String where;
    private final String cursorField;
    private final LocalDate notAfter;
    private final Run run;
    private final Counts counts;
    private long expected;
    private long rows;
    private LocalDate reached;
    private LocalDate beyond;

    /**
     * A reading that has not begun.
     *
     * @param dataset the dataset's address below the API's, for sentences and requests
     * @param where the condition in the API's query language; null = everything
     * @param cursorField the field with the publication day or instant (UTC)
     * @param run the run that reads; its start day is the last day the cursor may reach
     * @param counts where {@code fetched} is counted
     */
    Fetch(String dataset, String where, String cursorField, Run run, Counts counts) {
        this.dataset = dataset;
        this.where = where;
        this.cursorField = cursorField;
        this.notAfter = LocalDate.ofInstant(run.startedAt(), ZoneOffset.UTC);
        this.run = run;
        this.counts = counts;
    }

    /** The reading that an exchange carries. @throws StepFailure if no step before has begun one */
    static Fetch of(Exchange exchange) {
        Fetch fetch = exchange.getProperty(PROPERTY, Fetch.class);
        if (fetch == null) {
            throw new StepFailure(
                    "has no reading of a source before it: put it behind opendatasoft-export-action or opendatasoft-records-action, in the same task.");
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

    /** How many records the API counted before the stream began. */
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
        run.progress("fetched %d of %d".formatted(rows, expected));
    }

    /** How many records came. */
    public long rows() {
        return rows;
    }

    /** Counts one record; {@code published} is its raw publication day or instant, null or unreadable ones move no cursor. */
    void row(Object published) {
        rows++;
        counts.add("fetched", 1);
        LocalDate day = PublicationDay.of(published);
        if (day == null) {
            return;
        }
        if (day.isAfter(notAfter)) {
            beyond = beyond == null || day.isAfter(beyond) ? day : beyond;
        } else if (reached == null || day.isAfter(reached)) {
            reached = day;
        }
    }

    /** The greatest publication day that came, not later than the run's start day; null if none did. */
    LocalDate reached() {
        return reached;
    }

    /** The greatest publication day after the run's start day; null if none was. */
    LocalDate beyond() {
        return beyond;
    }
}
