package azalai.schedule;

import azalai.config.Durations;
import azalai.config.Schedules;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** The firings of a schedule. */
public interface Timing {
    /** The first firing after an instant; empty if there is none. */
    Optional<Instant> next(Instant after);

    /** The last firing before an instant; empty if there is none within four years. */
    Optional<Instant> previous(Instant before);

    /** The firings of a pipeline's schedule, a cron in its zone or an interval. */
    static Timing of(String pipeline, String schedule, ZoneId zone) {
        String name = "the schedule of " + pipeline;
        if (Schedules.isInterval(schedule)) {
            return new Every(Durations.parse(name, schedule));
        }
        return new Cron(Schedules.cron(name, schedule), zone);
    }

    /**
     * A firing each {@code interval}, counted from the epoch so that it does not move with a restart.
     *
     * @param interval the time between two firings
     */
    record Every(Duration interval) implements Timing {
        @Override
        public Optional<Instant> next(Instant after) {
            return Optional.of(last(after).plus(interval));
        }

        @Override
        public Optional<Instant> previous(Instant before) {
            return Optional.of(last(before.minusMillis(1)));
        }

        /** The last firing up to an instant, that included. */
        public Instant last(Instant until) {
            long millis = interval.toMillis();
            return Instant.ofEpochMilli(Math.floorDiv(until.toEpochMilli(), millis) * millis);
        }

        /** How many firings there are after one instant, up to another one. */
        public long count(Instant after, Instant until) {
            long millis = interval.toMillis();
            return Math.floorDiv(until.toEpochMilli(), millis) - Math.floorDiv(after.toEpochMilli(), millis);
        }
    }
}
