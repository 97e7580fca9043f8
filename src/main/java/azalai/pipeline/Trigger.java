package azalai.pipeline;

/** What asks for a run; the names of the contract are {@link #label}. */
public enum Trigger {
    SCHEDULE,
    MANUAL,
    API,
    BACKFILL,
    CATCH_UP,
    SIZE;

    /** As the ledger writes it: {@code catch-up}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** The trigger of this name. */
    public static Trigger of(String label) {
        return valueOf(label.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }
}
