package azalai.protocol;

/** How the process of a load tells its end: by its exit code and, when it failed, one sentence as its last line on standard error. */
public final class LoadExit {
    /** Committed: what the load did stands in {@code azalai.load}. */
    public static final int COMMITTED = 0;

    /** Nothing was changed; another attempt may succeed. */
    public static final int FAILED = 1;

    /** Nothing was changed, and another attempt would only meet the same. */
    public static final int REFUSED = 3;

    /** What the line with the sentence begins with. */
    public static final String SENTENCE = "azalai: ";

    private LoadExit() {}
}
