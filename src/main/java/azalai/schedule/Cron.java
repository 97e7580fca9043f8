package azalai.schedule;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * A quartz cron in a zone, with one difference: a wall time that daylight saving leaves out fires once, at the end of the
 * gap, where quartz would skip it. A wall time that comes twice fires once, the second time, as quartz does.
 */
final class Cron implements Timing {
    /** How far back the firing before an instant is looked for, nearest first. */
    private static final List<Duration> LOOK_BACK = List.of(
            Duration.ofHours(1),
            Duration.ofDays(1),
            Duration.ofDays(8),
            Duration.ofDays(32),
            Duration.ofDays(366),
            Duration.ofDays(1465));

    private final CronExpression zoned;
    private final CronExpression wall;
    private final ZoneId zone;

    Cron(String cron, ZoneId zone) {
        this.zone = zone;
        try {
            this.zoned = new CronExpression(cron);
            this.wall = new CronExpression(cron);
        } catch (ParseException e) {
            throw new IllegalArgumentException("not checked before: " + cron, e);
        }
        zoned.setTimeZone(TimeZone.getTimeZone(zone));
        wall.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
    }

    @Override
    public Optional<Instant> next(Instant after) {
        Date next = zoned.getNextValidTimeAfter(Date.from(after));
        Instant quartz = next == null ? null : next.toInstant();
        for (ZoneOffsetTransition t = zone.getRules().nextTransition(after);
                t != null && quartz != null && t.getInstant().isBefore(quartz);
                t = zone.getRules().nextTransition(t.getInstant())) {
            if (t.isGap() && firesBetween(t.getDateTimeBefore(), t.getDateTimeAfter())) {
                return Optional.of(t.getInstant());
            }
        }
        return Optional.ofNullable(quartz);
    }

    @Override
    public Optional<Instant> previous(Instant before) {
        for (Duration window : LOOK_BACK) {
            Instant found = null;
            Optional<Instant> next = next(before.minus(window));
            while (next.isPresent() && next.get().isBefore(before)) {
                found = next.get();
                next = next(found);
            }
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /** Whether the cron names a wall time from {@code start} to before {@code end}. */
    private boolean firesBetween(LocalDateTime start, LocalDateTime end) {
        Date next = wall.getNextValidTimeAfter(Date.from(start.minusSeconds(1).toInstant(ZoneOffset.UTC)));
        return next != null && next.toInstant().isBefore(end.toInstant(ZoneOffset.UTC));
    }
}
