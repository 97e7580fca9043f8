package azalai.run;

import azalai.error.StepFailure;
import azalai.page.Counts;
import azalai.page.PageStep;
import org.apache.camel.Exchange;

/**
 * What a step works for.
 *
 * @param run the run
 * @param counts where it counts: those of the task it belongs to
 */
public record Work(Run run, Counts counts) {
    /** The work that an exchange carries. @throws StepFailure if it belongs to no task of a run */
    public static Work of(Exchange exchange) {
        Run run = runOf(exchange);
        Counts counts = exchange.getProperty(PageStep.COUNTS, Counts.class);
        if (counts == null) {
            throw new StepFailure(
                    "belongs to no task of %s: give the step of the pipeline's route that it is, or that calls it, an id, as in id: load."
                            .formatted(run.pipeline()));
        }
        return new Work(run, counts);
    }

    /** The run that an exchange belongs to. @throws StepFailure if it belongs to none */
    public static Run runOf(Exchange exchange) {
        Run run = exchange.getProperty(Run.PROPERTY, Run.class);
        if (run == null) {
            throw new StepFailure("belongs to no run: call it from a route that begins at kamelet:pipeline-source.");
        }
        return run;
    }
}
