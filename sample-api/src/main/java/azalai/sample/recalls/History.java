package azalai.sample.recalls;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened from the day after the world's first to the day given, replayed: some 25 entries a day, whatever the
 * count. A fiche is either corrected or withdrawn in its life, never both, so that the counts of any two days compared
 * have one meaning.
 */
final class History {
    static final LocalDate WORLD_BEGINS = LocalDate.of(2026, 1, 1);
    static final long NOT_MOVED = Long.MIN_VALUE;
    /** Real fiches reach version 5; beyond 9 only tiny worlds would get. */
    private static final int MOST_VERSIONS = 9;

    private final long seed;
    private final BasePopulation base;
    private final List<Birth> births = new ArrayList<>();
    private final Map<Integer, Fate> fates = new HashMap<>();
    private final Map<Integer, List<Integer>> returns = new HashMap<>();
    private int nationalOfMonth;
    private int rapexOfYear;

    History(long seed, BasePopulation base, LocalDate until) {
        this.seed = seed;
        this.base = base;
        for (LocalDate day = WORLD_BEGINS.plusDays(1); !day.isAfter(until); day = day.plusDays(1)) {
            live(day);
        }
    }

    /** In the order of their ordinals, which follow those of the base population. */
    List<Birth> births() {
        return births;
    }

    /** What happened to the fiches to which something happened, by ordinal. */
    Map<Integer, Fate> fates() {
        return fates;
    }

    private void live(LocalDate date) {
        int day = (int) date.toEpochDay();
        if (date.getDayOfMonth() == 1) {
            nationalOfMonth = 0;
        }
        if (date.getDayOfYear() == 1) {
            rapexOfYear = 0;
        }
        Dice dice = Dice.of(seed, Topic.EVENTS, day);
        for (int ordinal : returns.getOrDefault(day, List.of())) {
            fates.put(ordinal, Fate.NONE);
        }
        publish(date, dice);
        for (int late = dice.below(3); late > 0; late--) {
            bearLate(date, dice);
        }
        for (int corrections = dice.between(1, 4); corrections > 0; corrections--) {
            correct(day, dice);
        }
        if (dice.percent(50)) {
            withdraw(day, dice);
        }
    }

    private void publish(LocalDate date, Dice dice) {
        boolean weekend = date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
        int size = weekend ? dice.between(3, 9) : dice.between(18, 30);
        DayMix mix = DayMix.of(seed, (int) date.toEpochDay(), size);
        for (int place = 0; place < size; place++) {
            bear(date, mix.isRapex(place), mix.instant(seed, place), mix.day(), mix.day());
        }
    }

    /** Half of them are younger than the lag of an incremental run (7 days), half are beyond it. */
    private void bearLate(LocalDate date, Dice dice) {
        int age = dice.percent(50) ? dice.between(2, 6) : dice.between(8, 40);
        int today = (int) date.toEpochDay();
        int day = today - age;
        long published = day * 86_400L + 28_800 + dice.below(28_800);
        bear(date, false, published, day, today);
    }

    private void bear(LocalDate date, boolean rapex, long published, int day, int bornDay) {
        int ordinal = base.size() + births.size();
        String reference = rapex ? References.rapex(date, ++rapexOfYear) : References.national(date, ++nationalOfMonth);
        int version = rapex ? 0 : 1;
        Fiche fiche = new Fiche(ordinal, rapex, version, published, day, reference, reference, ordinal, day);
        births.add(new Birth(fiche, bornDay));
    }

    private void correct(int day, Dice dice) {
        int ordinal = dice.percent(60) ? recent(dice) : any(dice);
        boolean moves = dice.percent(50);
        long published = day * 86_400L + 30_000 + dice.below(20_000);
        if (ordinal < 0 || isRapex(ordinal) || bornOn(ordinal) == day) {
            return;
        }
        Fate fate = fates.get(ordinal);
        boolean wasWithdrawn = fate != null && fate.corrections() == 0;
        if (wasWithdrawn || version(ordinal) >= MOST_VERSIONS) {
            return;
        }
        Fate before = fate == null ? Fate.NONE : fate;
        long movedTo = moves ? published : before.movedTo();
        fates.put(ordinal, new Fate(before.corrections() + 1, movedTo, moves ? day : before.movedDay(), false));
    }

    private void withdraw(int day, Dice dice) {
        int ordinal = dice.percent(50) ? recent(dice) : any(dice);
        boolean returning = dice.percent(40);
        int after = dice.between(3, 25);
        if (ordinal < 0 || isRapex(ordinal) || bornOn(ordinal) == day || fates.containsKey(ordinal)) {
            return;
        }
        fates.put(ordinal, new Fate(0, NOT_MOVED, 0, true));
        if (returning) {
            returns.computeIfAbsent(day + after, unused -> new ArrayList<>()).add(ordinal);
        }
    }

    /** One of the last 600, or -1 in an empty world. */
    private int recent(Dice dice) {
        int size = base.size() + births.size();
        return size - 1 - dice.below(Math.min(size, 600));
    }

    private int any(Dice dice) {
        int size = base.size() + births.size();
        return size == 0 ? -1 : dice.below(size);
    }

    private int bornOn(int ordinal) {
        return ordinal < base.size() ? 0 : births.get(ordinal - base.size()).bornDay();
    }

    private boolean isRapex(int ordinal) {
        return ordinal < base.size()
                ? base.isRapex(ordinal)
                : births.get(ordinal - base.size()).fiche().rapex();
    }

    private int version(int ordinal) {
        int corrections = fates.getOrDefault(ordinal, Fate.NONE).corrections();
        return corrections
                + (ordinal < base.size()
                        ? base.fiche(ordinal).version()
                        : births.get(ordinal - base.size()).fiche().version());
    }
}
