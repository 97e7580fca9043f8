package azalai.schedule;

/** What a firing does while a run of its pipeline is active. */
public enum Overlap {
    /** It waits until that run ended. */
    WAIT,
    /** It is recorded as skipped. */
    SKIP
}
