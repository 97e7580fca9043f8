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

    /** A fiche that came later, as it was when it came; {@code bornDay} is that day, Paris. */
    record Birth(Fiche fiche, int bornDay) {}

    /**
     * What has happened to a fiche.
     *
     * @param corrections how many versions were added
     * @param movedTo the publication instant of the last correction that moved it, or {@link #NOT_MOVED}
     * @param movedDay its day in Paris
     * @param gone whether it is withdrawn now
     */
    record Fate(int corrections, long movedTo, int movedDay, boolean gone) {
        static final Fate NONE = new Fate(0, NOT_MOVED, 0, false);

        /** Whether it still stands where it was published. */
        boolean stays() {
            return !gone && movedTo == NOT_MOVED;
        }
    }

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

    /** How many fiches there have ever been. */
    int size() {
        return base.size() + births.size();
    }

    /** The fiche as it was when it came. */
    Fiche original(int ordinal) {
        return ordinal < base.size()
                ? base.fiche(ordinal)
                : births.get(ordinal - base.size()).fiche();
    }

    private void live(LocalDate date) {
        int day = (int) date.toEpochDay();
        nationalOfMonth = date.getDayOfMonth() == 1 ? 0 : nationalOfMonth;
        rapexOfYear = date.getDayOfYear() == 1 ? 0 : rapexOfYear;
        Dice dice = Dice.of(seed, Topic.EVENTS, day);
        returns.getOrDefault(day, List.of()).forEach(ordinal -> fates.put(ordinal, Fate.NONE));
        publish(date, dice);
        for (int late = dice.below(3); late > 0; late--) {
            // Half of them are younger than the lag of an incremental run (7 days), half are beyond it.
            int published = day - (dice.percent(50) ? dice.between(2, 6) : dice.between(8, 40));
            bear(date, false, published * 86_400L + 28_800 + dice.below(28_800), published);
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
            bear(date, mix.isRapex(place), mix.instant(seed, place), mix.day());
        }
    }

    private void bear(LocalDate born, boolean rapex, long published, int day) {
        int ordinal = size();
        String reference = rapex ? Fiche.rapex(born, ++rapexOfYear) : Fiche.national(born, ++nationalOfMonth);
        Fiche fiche = new Fiche(ordinal, rapex, rapex ? 0 : 1, published, day, reference, reference, ordinal, day);
        births.add(new Birth(fiche, (int) born.toEpochDay()));
    }

    private void correct(int day, Dice dice) {
        int ordinal = dice.percent(60) ? recent(dice) : any(dice);
        boolean moves = dice.percent(50);
        long published = day * 86_400L + 30_000 + dice.below(20_000);
        Fate before = fates.getOrDefault(ordinal, Fate.NONE);
        boolean wasWithdrawn = fates.containsKey(ordinal) && before.corrections() == 0;
        if (!canChange(ordinal, day)
                || wasWithdrawn
                || original(ordinal).version() + before.corrections() >= MOST_VERSIONS) {
            return;
        }
        long movedTo = moves ? published : before.movedTo();
        fates.put(ordinal, new Fate(before.corrections() + 1, movedTo, moves ? day : before.movedDay(), false));
    }

    private void withdraw(int day, Dice dice) {
        int ordinal = dice.percent(50) ? recent(dice) : any(dice);
        boolean returning = dice.percent(40);
        int after = dice.between(3, 25);
        if (!canChange(ordinal, day) || fates.containsKey(ordinal)) {
            return;
        }
        fates.put(ordinal, new Fate(0, NOT_MOVED, 0, true));
        if (returning) {
            returns.computeIfAbsent(day + after, unused -> new ArrayList<>()).add(ordinal);
        }
    }

    /** One of the last 600, or -1 in an empty world. */
    private int recent(Dice dice) {
        return size() - 1 - dice.below(Math.min(size(), 600));
    }

    private int any(Dice dice) {
        return size() == 0 ? -1 : dice.below(size());
    }

    /** National, and not of this very day. */
    private boolean canChange(int ordinal, int day) {
        boolean bornToday =
                ordinal >= base.size() && births.get(ordinal - base.size()).bornDay() == day;
        return ordinal >= 0 && !bornToday && !original(ordinal).rapex();
    }
}
