package azalai.sample.recalls;

import azalai.sample.recalls.History.Fate;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Map;

/**
 * All recalls as they stand on one day: a pure function of seed, count and day, and immutable. {@code count} of them on
 * 2026-01-01; from then on some 20 new ones a day, now and then a late one, corrections, withdrawals and returns;
 * before, only those published by then.
 */
public final class World {
    /** The seed of the world that the product serves. */
    public static final long SEED = 20_260_101;
    /** Where the world's days begin and end. */
    static final ZoneId ZONE = DayMix.PARIS;
    /** A number of fiches beyond which their ordinals would overflow. */
    private static final long MAX_COUNT = 1_000_000_000;

    private final long seed;
    private final LocalDate date;
    private final BasePopulation base;
    private final int knownBase;
    private final History history;
    private final Map<Form, WorldDataset> datasets = new EnumMap<>(Form.class);

    private World(long seed, long count, LocalDate date) {
        this.seed = seed;
        this.date = date;
        this.base = new BasePopulation(seed, (int) count);
        this.knownBase = base.before((int) date.toEpochDay() + 1);
        this.history = new History(seed, base, date);
        for (Form form : Form.values()) {
            datasets.put(form, new WorldDataset(this, form));
        }
    }

    /** The world on that day; throws IllegalArgumentException if the count is out of range. */
    public static World of(long seed, long count, LocalDate date) {
        requireCount(count);
        return new World(seed, count, date);
    }

    static void requireCount(long count) {
        if (count < 0 || count > MAX_COUNT) {
            throw new IllegalArgumentException(
                    "A sample world of %d recalls cannot be made: use 0 to %d.".formatted(count, MAX_COUNT));
        }
    }

    long seed() {
        return seed;
    }

    /** Its day. */
    LocalDate date() {
        return date;
    }

    WorldDataset dataset(Form form) {
        return datasets.get(form);
    }

    /** How many records either dataset has. */
    public long size() {
        return dataset(Form.V2).size();
    }

    /** What differs from an earlier day of the same world. */
    public Changes since(World earlier) {
        return Changes.between(earlier, this);
    }

    BasePopulation base() {
        return base;
    }

    History history() {
        return history;
    }

    /** How many of the base population were published by now; the first ones. */
    int knownBase() {
        return knownBase;
    }

    /** Whether the fiche has ever been there. */
    boolean knows(int ordinal) {
        return ordinal < knownBase || ordinal >= base.size() && ordinal < history.size();
    }

    /** The fiche as it stands, or null if it is not born yet or withdrawn. */
    Fiche fiche(int ordinal) {
        Fate fate = history.fates().getOrDefault(ordinal, Fate.NONE);
        if (!knows(ordinal) || fate.gone()) {
            return null;
        }
        Fiche original = history.original(ordinal);
        return fate == Fate.NONE ? original : original.corrected(fate.corrections(), fate.movedTo(), fate.movedDay());
    }
}
