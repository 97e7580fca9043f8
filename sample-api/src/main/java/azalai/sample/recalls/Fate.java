package azalai.sample.recalls;

/**
 * What has happened to a fiche.
 *
 * @param corrections how many versions were added
 * @param movedTo the publication instant of the last correction that moved it, or {@link History#NOT_MOVED}
 * @param movedDay its day in Paris
 * @param gone whether it is withdrawn now
 */
record Fate(int corrections, long movedTo, int movedDay, boolean gone) {
    static final Fate NONE = new Fate(0, History.NOT_MOVED, 0, false);
}
