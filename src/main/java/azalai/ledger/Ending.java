package azalai.ledger;

/**
 * Why a run is ended before its time.
 *
 * @param cancelled whether somebody asked for it
 * @param sentence for people
 */
public record Ending(boolean cancelled, String sentence) {
    /** The application stops: the run goes back to the queue. */
    public static final Ending HANDED_BACK =
            new Ending(false, "azalai up stops: the run waits in the queue, and the next ./azalai up executes it.");
    /** It is no longer this application's: the database was out of reach for too long, or another one closed it. */
    public static final Ending LOST = new Ending(
            false,
            "The run was given up: the database was out of reach for too long, or another application closed it.");

    /** Somebody asked for it: {@code who} completes "cancelled by". */
    public static Ending cancelledBy(String who) {
        return new Ending(true, "The run was cancelled by %s.".formatted(who));
    }
}
