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
            long millis = interval.toMillis();
            return Optional.of(Instant.ofEpochMilli((Math.floorDiv(after.toEpochMilli(), millis) + 1) * millis));
        }

        @Override
        public Optional<Instant> previous(Instant before) {
            long millis = interval.toMillis();
            return Optional.of(Instant.ofEpochMilli(Math.floorDiv(before.toEpochMilli() - 1, millis) * millis));
        }
    }
}
