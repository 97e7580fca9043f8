package azalai.run;

import java.time.LocalDate;

/**
 * A run that is asked for.
 *
 * @param pipeline the pipeline's name
 * @param trigger what asks for it
 * @param full whether to read everything, whatever the cursor says
 * @param from first publication day, inclusive, UTC; null unless a backfill
 * @param to last publication day, inclusive, UTC; null unless a backfill
 */
public record RunRequest(String pipeline, Trigger trigger, boolean full, LocalDate from, LocalDate to) {
    /** A run that a person or a program asks for now. */
    public static RunRequest now(String pipeline, Trigger trigger, boolean full) {
        return new RunRequest(pipeline, trigger, full, null, null);
    }
}
