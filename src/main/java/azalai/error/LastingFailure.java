package azalai.error;

/** A failure that another attempt would only meet again: the task is not retried. Exit code 1. */
public class LastingFailure extends Failure {
    /** A failure whose sentence says everything; {@code cause} (may be null) goes to the log. */
    public LastingFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
