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
 * A quartz cron in a zone, and what it means when the clocks change. One that fires at least as often as the clocks shift,
 * before, during and after that, goes on in real time: nothing is left out or doubled for it. A coarser one fires once for
 * each wall time it names: at the end of the gap for one that is left out, the second time, as quartz does, for one that
 * comes twice.
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

    /** No zone has ever moved its clocks by more at once, but for a change of the date line. */
    private static final Duration LONGEST_SHIFT = Duration.ofHours(3);

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
        // The transition that is just over counts, too: its second hour may have begun.
        Instant from = after.minus(LONGEST_SHIFT);
        Instant quartz = quartz(after);
        for (ZoneOffsetTransition t = zone.getRules().nextTransition(from);
                t != null
                        && quartz != null
                        && t.getInstant().minus(LONGEST_SHIFT).isBefore(quartz);
                t = zone.getRules().nextTransition(t.getInstant())) {
            if (isFiner(t)) {
                Instant real = inRealTime(t, after);
                if (real != null) {
                    return Optional.of(real);
                }
            } else if (t.isGap()
                    && after.isBefore(t.getInstant())
                    && t.getInstant().isBefore(quartz)
                    && firesBetween(t.getDateTimeBefore(), t.getDateTimeAfter())) {
                return Optional.of(t.getInstant());
            }
        }
        return Optional.ofNullable(quartz);
    }

    private Instant quartz(Instant after) {
        Date next = zoned.getNextValidTimeAfter(Date.from(after));
        return next == null ? null : next.toInstant();
    }

    /** The next firing if it lies within a shift of this transition: by the offset before it, then by the one after it. */
    private Instant inRealTime(ZoneOffsetTransition t, Instant after) {
        Duration shift = t.getDuration().abs();
        Instant end = t.getInstant().plus(shift);
        if (!after.isBefore(end) || after.isBefore(t.getInstant().minus(shift).minus(shift))) {
            return null;
        }
        if (after.isBefore(t.getInstant())) {
            Instant next = at(t.getOffsetBefore(), after);
            if (next != null && next.isBefore(t.getInstant())) {
                return next;
            }
        }
        Instant begin = t.getInstant().minusSeconds(1);
        Instant next = at(t.getOffsetAfter(), after.isBefore(begin) ? begin : after);
        return next != null && next.isBefore(end) ? next : null;
    }

    /** The first firing after an instant if the clocks always had this offset. */
    private Instant at(ZoneOffset offset, Instant after) {
        LocalDateTime wallTime = LocalDateTime.ofInstant(after, offset);
        LocalDateTime next = nextWall(wallTime);
        return next == null ? null : next.toInstant(offset);
    }

    private LocalDateTime nextWall(LocalDateTime after) {
        Date next = wall.getNextValidTimeAfter(Date.from(after.toInstant(ZoneOffset.UTC)));
        return next == null ? null : LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC);
    }

    /** Whether the cron fires, by the wall, in every stretch as long as the shift from before the transition to after it. */
    private boolean isFiner(ZoneOffsetTransition t) {
        Duration shift = t.getDuration().abs();
        LocalDateTime begin = t.isGap() ? t.getDateTimeBefore() : t.getDateTimeAfter();
        LocalDateTime end = t.isGap() ? t.getDateTimeAfter() : t.getDateTimeBefore();
        LocalDateTime last = nextWall(begin.minus(shift).minusSeconds(1));
        if (last == null || !last.isBefore(begin)) {
            return false;
        }
        while (last.isBefore(end)) {
            LocalDateTime next = nextWall(last);
            if (next == null || Duration.between(last, next).compareTo(shift) > 0) {
                return false;
            }
            last = next;
        }
        return true;
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
