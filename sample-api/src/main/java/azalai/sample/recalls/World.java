package azalai.sample.recalls;

import azalai.sample.query.Row;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * All recalls as they stand on one day: a pure function of seed, count and day, and immutable. {@code count} of them on
 * 2026-01-01; from then on some 20 new ones a day, now and then a late one, corrections, withdrawals and returns;
 * before, only those published by then.
 */
public final class World {
    /** The seed of the world that the product serves. */
    public static final long SEED = 20_260_101;
    /** Where the world's days begin and end. */
    public static final ZoneId ZONE = DayMix.PARIS;
    /** A number of fiches beyond which their ordinals would overflow. */
    public static final long MAX_COUNT = 1_000_000_000;

    private final long seed;
    private final LocalDate date;
    private final BasePopulation base;
    private final int knownBase;
    private final History history;
    private final DayIndex v1;
    private final DayIndex v2;

    private World(long seed, long count, LocalDate date) {
        this.seed = seed;
        this.date = date;
        this.base = new BasePopulation(seed, (int) count);
        this.knownBase = date.isBefore(History.WORLD_BEGINS) ? base.before((int) date.toEpochDay() + 1) : base.size();
        this.history = new History(seed, base, date);
        this.v1 = new DayIndex(this, Form.V1);
        this.v2 = new DayIndex(this, Form.V2);
    }

    /** The world on that day; throws IllegalArgumentException if the count is negative or above {@link #MAX_COUNT}. */
    public static World of(long seed, long count, LocalDate date) {
        if (count < 0 || count > MAX_COUNT) {
            throw new IllegalArgumentException(
                    "A sample world of %d recalls cannot be made: use 0 to %d.".formatted(count, MAX_COUNT));
        }
        return new World(seed, count, date);
    }

    /** Its day. */
    public LocalDate date() {
        return date;
    }

    /** How many records either dataset has. */
    public long size() {
        return v2.size();
    }

    /** How many distinct keys they have: V1 lists a few RAPEX alerts twice. */
    public long keys(Form form) {
        return form == Form.V2 ? size() : size() - base.twinsBefore((int) date.toEpochDay() + 1);
    }

    /** What differs from an earlier day of the same world. */
    public Changes since(World earlier) {
        return Changes.between(earlier, this);
    }

    /** The same, without what is published before {@code from}: what a run with a cursor there can see. */
    public Changes since(World earlier, Form form, LocalDate from) {
        return Changes.between(earlier, this, form, (int) from.toEpochDay());
    }

    DayIndex index(Form form) {
        return form == Form.V1 ? v1 : v2;
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
        return ordinal < knownBase
                || ordinal >= base.size()
                        && ordinal - base.size() < history.births().size();
    }

    /** The fiche as it stands, or null if it is not born yet or withdrawn. */
    Fiche fiche(int ordinal) {
        if (!knows(ordinal)) {
            return null;
        }
        Fiche original = ordinal < base.size()
                ? base.fiche(ordinal)
                : history.births().get(ordinal - base.size()).fiche();
        Fate fate = history.fates().get(ordinal);
        if (fate == null) {
            return original;
        }
        return fate.gone() ? null : original.corrected(fate.corrections(), fate.movedTo(), fate.movedDay());
    }

    Row row(Fiche fiche, Form form) {
        return new WorldRow(seed, fiche, form);
    }
}
