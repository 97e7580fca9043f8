package azalai.sample.recalls;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each publication day of a world begins in publication order: counts and offsets by arithmetic, and one day's
 * fiches at a time. Holds a number for each day and the fiches that history added, whatever the count.
 */
final class DayIndex {
    private static final Comparator<Fiche> V1_ORDER = Comparator.comparingInt(Fiche::day)
            .thenComparing(Fiche::v1Reference)
            .thenComparing(Fiche::ordinal);
    private static final Comparator<Fiche> V2_ORDER =
            Comparator.comparingLong(Fiche::published).thenComparing(Fiche::ordinal);

    private final World world;
    private final Form form;
    private final int firstDay;
    private final long[] begin;
    private final Map<Integer, List<Fiche>> added = new HashMap<>();

    DayIndex(World world, Form form) {
        this.world = world;
        this.form = form;
        LocalDate last = world.date().isAfter(BasePopulation.LAST) ? world.date() : BasePopulation.LAST;
        // One day earlier: what is published just after midnight in Paris belongs to the day before in UTC.
        this.firstDay = (int) BasePopulation.FIRST.toEpochDay() - 1;
        long[] sizes = new long[(int) last.toEpochDay() - firstDay + 1];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = baseEnd(firstDay + i) - baseBegin(firstDay + i);
        }
        world.history().fates().forEach((ordinal, fate) -> {
            if (ordinal < world.base().size() && (fate.gone() || fate.movedTo() != History.NOT_MOVED)) {
                sizes[form.day(world.base().fiche(ordinal)) - firstDay]--;
                add(world.fiche(ordinal), sizes);
            }
        });
        world.history().births().forEach(birth -> add(world.fiche(birth.fiche().ordinal()), sizes));
        begin = new long[sizes.length + 1];
        for (int i = 0; i < sizes.length; i++) {
            begin[i + 1] = begin[i] + sizes[i];
        }
    }

    private void add(Fiche fiche, long[] sizes) {
        if (fiche != null) {
            added.computeIfAbsent(form.day(fiche), unused -> new ArrayList<>()).add(fiche);
            sizes[form.day(fiche) - firstDay]++;
        }
    }

    private int baseBegin(int day) {
        return Math.min(world.knownBase(), form.baseBefore(world.base(), day));
    }

    private int baseEnd(int day) {
        return baseBegin(day + 1);
    }

    long size() {
        return begin[begin.length - 1];
    }

    /** How many fiches were published before this instant, epoch seconds. */
    long before(long instant) {
        long day = Math.floorDiv(instant, 86_400L);
        if (day < firstDay) {
            return 0;
        }
        if (day >= firstDay + begin.length - 1) {
            return size();
        }
        long before = begin[(int) day - firstDay];
        if (instant == day * 86_400L) {
            return before;
        }
        return before
                + fiches((int) day).stream()
                        .filter(fiche -> form.published(fiche) < instant)
                        .count();
    }

    /** The day on which the fiche at this position was published. */
    int dayOf(long position) {
        int found = Arrays.binarySearch(begin, position);
        int i = found >= 0 ? found : -found - 2;
        while (i + 1 < begin.length && begin[i + 1] <= position) {
            i++;
        }
        return firstDay + i;
    }

    /** How many fiches were published before this day. */
    long beforeDay(int day) {
        return begin[day - firstDay];
    }

    /** The day's fiches in publication order. */
    List<Fiche> fiches(int day) {
        List<Fiche> fiches = new ArrayList<>();
        for (int ordinal = baseBegin(day); ordinal < baseEnd(day); ordinal++) {
            Fate fate = world.history().fates().get(ordinal);
            boolean stays = fate == null || !fate.gone() && fate.movedTo() == History.NOT_MOVED;
            if (stays) {
                fiches.add(world.fiche(ordinal));
            }
        }
        fiches.addAll(added.getOrDefault(day, List.of()));
        fiches.sort(form == Form.V1 ? V1_ORDER : V2_ORDER);
        return fiches;
    }
}
