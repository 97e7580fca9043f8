package azalai.ledger;

import azalai.schedule.CatchUp;
import azalai.schedule.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What is done about the firings of a stretch of time.
 *
 * @param toRun each becomes a run
 * @param recorded each is only recorded as missed
 * @param older the first one recorded stands for so many more before it
 */
record MissedFirings(List<Instant> toRun, List<Instant> recorded, long older) {
    /** So many get a row of their own; the older ones share one. */
    private static final int MOST = 1_000;
    /** A firing found so late was not missed: its clock was late, or the database away for a moment. */
    private static final Duration LATE = Duration.ofMinutes(2);
    /** With others before it, it is the end of an absence, unless it is being told just now. */
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    /** The firings after one instant, up to another one. Of a single firing nothing is missed: it runs. */
    static MissedFirings between(Timing timing, Instant after, Instant until, CatchUp policy) {
        Deque<Instant> found = new ArrayDeque<>();
        long older = 0;
        for (Optional<Instant> next = timing.next(after);
                next.isPresent() && !next.get().isAfter(until);
                next = timing.next(next.get())) {
            found.add(next.get());
            if (found.size() > MOST) {
                found.remove();
                older++;
            }
        }
        List<Instant> all = new ArrayList<>(found);
        if (all.isEmpty()) {
            return new MissedFirings(List.of(), List.of(), 0);
        }
        int last = all.size() - 1;
        boolean onTime = all.get(last).isAfter(until.minus(last == 0 ? LATE : AT_ONCE));
        return switch (policy) {
            case ALL ->
                older == 0
                        ? new MissedFirings(all, List.of(), 0)
                        : new MissedFirings(all.subList(1, all.size()), all.subList(0, 1), older);
            case LAST -> new MissedFirings(all.subList(last, last + 1), all.subList(0, last), older);
            case NONE ->
                onTime
                        ? new MissedFirings(all.subList(last, last + 1), all.subList(0, last), older)
                        : new MissedFirings(List.of(), all, older);
        };
    }
}
