package azalai.step.http;

import azalai.config.Durations;
import azalai.ledger.CursorKind;
import azalai.ledger.Cursors;
import azalai.ledger.RunHistory;
import azalai.run.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/**
 * What a run asks a source with a cursor for: everything, what came since a lag before the cursor, or the days of a
 * backfill. One of the three is given.
 *
 * @param since the first value that is asked for; null = everything, or a backfill
 * @param from the first day of a backfill, UTC; null = none
 * @param to its last day, inclusive
 */
record Increment(String since, LocalDate from, LocalDate to) {
    /** Decides it, and tells the run what it reads. @param lag how long before the cursor, as its kind measures that */
    static Increment of(CamelContext context, Run run, String source, CursorKind kind, String lag, String fullEvery) {
        if (run.request().from() != null) {
            run.reads(source, false);
            return new Increment(null, run.request().from(), run.request().to());
        }
        Registry beans = context.getRegistry();
        Cursors cursors = beans.findSingleByType(Cursors.class);
        String cursor = cursors.find(run.pipeline(), source, kind)
                .map(Cursors.Cursor::value)
                .orElse(null);
        boolean full = run.request().full()
                || cursor == null
                || due(beans.findSingleByType(RunHistory.class), run, source, fullEvery);
        if (cursor == null) {
            tellOther(run, source, kind, cursors.all(run.pipeline()));
        }
        run.reads(source, full);
        return new Increment(full ? null : kind.before(cursor, lag), null, null);
    }

    private static void tellOther(Run run, String source, CursorKind kind, List<Cursors.Cursor> others) {
        if (others.stream().anyMatch(other -> other.source().equals(source))) {
            run.notice("The cursor of %s is now of another kind, %s: this run reads all of it."
                    .formatted(source, kind.title()));
        } else if (!others.isEmpty()) {
            run.notice("The source is now %s instead of %s: this run reads all of it."
                    .formatted(source, others.get(0).source()));
        }
    }

    private static boolean due(RunHistory history, Run run, String source, String fullEvery) {
        Duration every = Durations.parse("fullEvery", fullEvery);
        return !every.isZero()
                && history.lastFullSuccess(run.pipeline(), source)
                        .map(last -> !last.plus(every).isAfter(Instant.now()))
                        .orElse(true);
    }
}
