package azalai.sample.recalls;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * The fiches that exist on the world's first day, 2026-01-01, without a list of them: a day's share is fixed, so its
 * first number follows from {@code count} by arithmetic, and a fiche from its number by hashing. Some 40 KB for any
 * count.
 */
final class BasePopulation {
    static final LocalDate FIRST = LocalDate.of(2018, 1, 19);
    /** The last day on which one of them was published. */
    static final LocalDate LAST = LocalDate.of(2025, 12, 31);
    /** 261 of 12,000 in one day, as on the real data's busiest. */
    private static final LocalDate BUSIEST = LocalDate.of(2021, 7, 29);

    private static final double BUSIEST_SHARE = 261.0 / 12_000;
    /** One Friday in so many lists an alert twice in V1. */
    private static final int TWIN_FRIDAYS = 40;

    private final long seed;
    private final int firstDay = (int) FIRST.toEpochDay();
    private final int[] begin;
    private final DayMix[] mixes;
    private final int[] rapexOfYear;

    BasePopulation(long seed, int count) {
        this.seed = seed;
        int days = (int) (LAST.toEpochDay() - firstDay) + 1;
        begin = new int[days + 1];
        mixes = new DayMix[days];
        rapexOfYear = new int[days];
        double[] shares = shares(seed, days);
        double sum = 0;
        for (int i = 0; i < days; i++) {
            sum += shares[i];
            begin[i + 1] = i == days - 1 ? count : (int) Math.min(count, Math.round(sum * count));
            mixes[i] = DayMix.of(seed, firstDay + i, begin[i + 1] - begin[i]);
            boolean newYear = LocalDate.ofEpochDay(firstDay + i).getDayOfYear() == 1;
            rapexOfYear[i] = i == 0 || newYear ? 0 : rapexOfYear[i - 1] + mixes[i - 1].rapex();
        }
    }

    private double[] shares(long seed, int days) {
        double[] weights = new double[days];
        double sum = 0;
        int busiest = (int) (BUSIEST.toEpochDay() - firstDay);
        for (int i = 0; i < days; i++) {
            LocalDate day = FIRST.plusDays(i);
            double luck = 0.4 + Dice.of(seed, Topic.WEIGHT, i).below(1_000) / 800.0;
            weights[i] = i == busiest ? 0 : weight(day) * luck;
            sum += weights[i];
        }
        double scale = (1 - BUSIEST_SHARE) / sum;
        for (int i = 0; i < days; i++) {
            weights[i] = i == busiest ? BUSIEST_SHARE : weights[i] * scale;
        }
        return weights;
    }

    private static double weight(LocalDate day) {
        DayOfWeek weekday = day.getDayOfWeek();
        if (day.isBefore(DayMix.NATIONAL_SINCE)) {
            return weekday == DayOfWeek.FRIDAY ? 0.06 : 0;
        }
        return weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY ? 0.12 : 1;
    }

    /** How many of them were published before this Paris day. */
    int before(int day) {
        return begin[clamp(day)];
    }

    /** How many of them were published before this UTC day begins. */
    int beforeUtc(int day) {
        int i = clamp(day);
        return begin[i] + (i < mixes.length && day >= firstDay ? mixes[i].early() : 0);
    }

    private int clamp(int day) {
        return Math.max(0, Math.min(begin.length - 1, day - firstDay));
    }

    int size() {
        return begin[begin.length - 1];
    }

    /** How many of them repeat in V1 the reference of another, if only those before this Paris day are counted. */
    int twinsBefore(int day) {
        int twins = 0;
        for (int i = 0; i < clamp(day); i++) {
            twins += hasTwin(mixes[i]) ? 1 : 0;
        }
        return twins;
    }

    private boolean hasTwin(DayMix mix) {
        return mix.rapex() >= 2 && Dice.of(seed, Topic.DAY_MIX, -mix.day()).below(TWIN_FRIDAYS) == 0;
    }

    boolean isRapex(int ordinal) {
        int i = dayOf(ordinal);
        return mixes[i].isRapex(ordinal - begin[i]);
    }

    private int dayOf(int ordinal) {
        int found = Arrays.binarySearch(begin, ordinal);
        int i = found >= 0 ? found : -found - 2;
        // Days without a fiche begin where the next one does.
        while (i + 1 < begin.length && begin[i + 1] == begin[i]) {
            i++;
        }
        while (begin[i] > ordinal) {
            i--;
        }
        return i;
    }

    Fiche fiche(int ordinal) {
        return fiche(ordinal, dayOf(ordinal));
    }

    private Fiche fiche(int ordinal, int i) {
        DayMix mix = mixes[i];
        int place = ordinal - begin[i];
        long published = mix.instant(seed, place);
        LocalDate date = LocalDate.ofEpochDay(mix.day());
        if (!mix.isRapex(place)) {
            int inMonth = ordinal - before((int) date.withDayOfMonth(1).toEpochDay()) + 1;
            String reference = References.national(date, inMonth);
            return new Fiche(
                    ordinal, false, version(ordinal), published, mix.day(), reference, reference, ordinal, mix.day());
        }
        int number = rapexOfYear[i] + place - mix.early() + 1;
        boolean twin = place == mix.early() + 1 && hasTwin(mix);
        String reference = References.rapex(date, number);
        String v1Reference = twin ? References.rapex(date, number - 1) : reference;
        int content = twin ? ordinal - 1 : ordinal;
        return new Fiche(ordinal, true, 0, published, mix.day(), reference, v1Reference, content, mix.day());
    }

    private int version(int ordinal) {
        int luck = Dice.of(seed, Topic.VERSION, ordinal).below(10_000);
        return luck < 9_570 ? 1 : luck < 9_960 ? 2 : luck < 9_990 ? 3 : luck < 9_997 ? 4 : 5;
    }
}
