package azalai.error;

/** Something that failed, told in one sentence for a person: what, on what, why, and what to do. Exit code 1. */
public class Failure extends RuntimeException {
    /** A failure whose sentence says everything; {@code cause} (may be null) goes to the log. */
    public Failure(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** A failure without a cause. */
    public Failure(String sentence) {
        this(sentence, null);
    }
}
