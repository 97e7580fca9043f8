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
    private final long[] begin;
    private final DayMix[] mixes;
    private final int[] rapexOfYear;

    BasePopulation(long seed, int count) {
        this.seed = seed;
        int days = (int) LAST.toEpochDay() - firstDay + 1;
        begin = new long[days + 1];
        mixes = new DayMix[days];
        rapexOfYear = new int[days];
        double[] weights = new double[days];
        double sum = 0;
        for (int i = 0; i < days; i++) {
            weights[i] = weight(FIRST.plusDays(i))
                    * (0.4 + Dice.of(seed, Topic.WEIGHT, i).below(1_000) / 800.0);
            sum += weights[i];
        }
        double scale = (1 - BUSIEST_SHARE) / sum;
        double share = 0;
        for (int i = 0; i < days; i++) {
            LocalDate date = FIRST.plusDays(i);
            share += date.equals(BUSIEST) ? BUSIEST_SHARE : weights[i] * scale;
            begin[i + 1] = i == days - 1 ? count : Math.min(count, Math.round(share * count));
            mixes[i] = DayMix.of(seed, firstDay + i, (int) (begin[i + 1] - begin[i]));
            rapexOfYear[i] = i == 0 || date.getDayOfYear() == 1 ? 0 : rapexOfYear[i - 1] + mixes[i - 1].rapex();
        }
    }

    private static double weight(LocalDate day) {
        DayOfWeek weekday = day.getDayOfWeek();
        if (day.isBefore(DayMix.NATIONAL_SINCE)) {
            return weekday == DayOfWeek.FRIDAY ? 0.06 : 0;
        }
        return day.equals(BUSIEST) ? 0 : weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY ? 0.12 : 1;
    }

    /** The last place at which an ascending row has a number that is not above this one. */
    static int place(long[] ascending, long number) {
        int found = Arrays.binarySearch(ascending, number);
        int place = found >= 0 ? found : -found - 2;
        while (place + 1 < ascending.length && ascending[place + 1] <= number) {
            place++;
        }
        return place;
    }

    /** How many of them were published before this Paris day. */
    int before(int day) {
        return (int) begin[clamp(day)];
    }

    /** How many of them were published before this UTC day begins. */
    int beforeUtc(int day) {
        int i = clamp(day);
        return (int) begin[i] + (i < mixes.length && day >= firstDay ? mixes[i].early() : 0);
    }

    private int clamp(int day) {
        return Math.max(0, Math.min(mixes.length, day - firstDay));
    }

    int size() {
        return (int) begin[mixes.length];
    }

    private boolean hasTwin(DayMix mix) {
        return mix.rapex() >= 2 && Dice.of(seed, Topic.DAY_MIX, -mix.day()).below(TWIN_FRIDAYS) == 0;
    }

    Fiche fiche(int ordinal) {
        int i = place(begin, ordinal);
        DayMix mix = mixes[i];
        int place = (int) (ordinal - begin[i]);
        long published = mix.instant(seed, place);
        LocalDate date = LocalDate.ofEpochDay(mix.day());
        if (!mix.isRapex(place)) {
            int inMonth = ordinal - before(mix.day() - date.getDayOfMonth() + 1) + 1;
            String reference = Fiche.national(date, inMonth);
            return new Fiche(
                    ordinal, false, version(ordinal), published, mix.day(), reference, reference, ordinal, mix.day());
        }
        int number = rapexOfYear[i] + place - mix.early() + 1;
        boolean twin = place == mix.early() + 1 && hasTwin(mix);
        String reference = Fiche.rapex(date, number);
        String v1Reference = twin ? Fiche.rapex(date, number - 1) : reference;
        int content = twin ? ordinal - 1 : ordinal;
        return new Fiche(ordinal, true, 0, published, mix.day(), reference, v1Reference, content, mix.day());
    }

    private int version(int ordinal) {
        int luck = Dice.of(seed, Topic.VERSION, ordinal).below(10_000);
        return luck < 9_570 ? 1 : luck < 9_960 ? 2 : luck < 9_990 ? 3 : luck < 9_997 ? 4 : 5;
    }
}
