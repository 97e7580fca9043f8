package azalai.sample.recalls;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * What is published on one day, Europe/Paris, and when.
 *
 * @param day the day as days since 1970
 * @param size how many fiches in all
 * @param early how many in the hour after midnight: in UTC they belong to the day before
 * @param rapex how many of them are European RAPEX alerts, all at midnight UTC as the source has them
 */
record DayMix(int day, int size, int early, int rapex) {
    static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    /** Before it the real data knows RAPEX alerts only. */
    static final LocalDate NATIONAL_SINCE = LocalDate.of(2021, 3, 26);

    private static final int OFFICE_OPENS = 19_800;
    private static final int OFFICE_HOURS = 55_800;

    static DayMix of(long seed, int day, int size) {
        LocalDate date = LocalDate.ofEpochDay(day);
        if (date.isBefore(NATIONAL_SINCE)) {
            return new DayMix(day, size, 0, size);
        }
        Dice dice = Dice.of(seed, Topic.DAY_MIX, day);
        int early = size >= 4 && dice.percent(35) ? 1 + size / 300 : 0;
        // The alerts come weekly: 11% of all in the mean.
        int rapex = date.getDayOfWeek() == DayOfWeek.FRIDAY ? (int) ((size - early) * 0.45) : (size - early) / 40;
        return new DayMix(day, size, early, rapex);
    }

    boolean isRapex(int place) {
        return place >= early && place < early + rapex;
    }

    /** The publication instant (epoch seconds) of the fiche at this place of the day; it never falls with the place. */
    long instant(long seed, int place) {
        if (place < early) {
            int room = 3_600 / early;
            Dice dice = Dice.of(seed, Topic.INSTANT, -(long) day * 100_003 - place);
            return midnight(day) + place * room + dice.below(room);
        }
        long utcMidnight = day * 86_400L;
        if (isRapex(place)) {
            return utcMidnight;
        }
        int size = this.size - early - rapex;
        int number = place - early - rapex;
        Dice dice = Dice.of(seed, Topic.INSTANT, (long) day * 1_000_003 + number);
        boolean lateAtNight = number == size - 1 && size > 3 && dice.percent(25);
        if (lateAtNight) {
            return midnight(day + 1) - 1 - dice.below(50);
        }
        return utcMidnight + OFFICE_OPENS + ((long) number * OFFICE_HOURS + dice.below(OFFICE_HOURS)) / size;
    }

    /** Midnight in Paris at the beginning of the day, epoch seconds. */
    private static long midnight(int day) {
        return LocalDate.ofEpochDay(day).atStartOfDay(PARIS).toEpochSecond();
    }
}
