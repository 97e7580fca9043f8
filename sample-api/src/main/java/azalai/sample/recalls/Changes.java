package azalai.sample.recalls;

import azalai.sample.recalls.History.Birth;
import java.util.TreeSet;

/**
 * What differs between two days of one world.
 *
 * @param added fiches the earlier day had never seen (and that are there on the later)
 * @param changed fiches of both days whose version differs
 * @param withdrawn fiches of the earlier day that are gone on the later
 * @param returned fiches that were withdrawn on the earlier day and are back on the later, unchanged
 */
public record Changes(long added, long changed, long withdrawn, long returned) {
    static Changes between(World from, World to) {
        long added = 0;
        long changed = 0;
        long withdrawn = 0;
        long returned = 0;
        TreeSet<Integer> touched = new TreeSet<>(from.history().fates().keySet());
        touched.addAll(to.history().fates().keySet());
        for (Birth birth : to.history().births()) {
            touched.add(birth.fiche().ordinal());
        }
        for (int ordinal : touched) {
            Fiche before = from.fiche(ordinal);
            Fiche after = to.fiche(ordinal);
            if (after == null) {
                withdrawn += before != null ? 1 : 0;
            } else {
                boolean known = from.knows(ordinal);
                added += known ? 0 : 1;
                returned += known && before == null ? 1 : 0;
                changed += before != null && before.version() != after.version() ? 1 : 0;
            }
        }
        // Of the base population, what came between two days before the world's first and was left alone since.
        int alone = Math.max(0, to.knownBase() - from.knownBase())
                - touched.subSet(from.knownBase(), Math.max(from.knownBase(), to.knownBase()))
                        .size();
        return new Changes(added + alone, changed, withdrawn, returned);
    }
}
