package azalai.load;

/** What a load did, in rows; {@code read} is the sum of the next five. */
record LoadCounts(
        long read,
        long created,
        long changed,
        long unchanged,
        long superseded,
        long dead,
        long withdrawn,
        long returned) {
    @Override
    public String toString() {
        return "read %d, new %d, changed %d, unchanged %d, superseded %d, dead %d, withdrawn %d, returned %d"
                .formatted(read, created, changed, unchanged, superseded, dead, withdrawn, returned);
    }
}
