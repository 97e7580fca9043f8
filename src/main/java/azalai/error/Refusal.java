package azalai.error;

/** A command line or configuration that is refused before anything began. Exit code 2. */
public final class Refusal extends Failure {
    /** Refuses with one sentence; {@code cause} (may be null) goes to the log. */
    public Refusal(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** Refuses with one sentence. */
    public Refusal(String sentence) {
        super(sentence);
    }
}
