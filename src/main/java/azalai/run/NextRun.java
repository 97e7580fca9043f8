package azalai.run;

import azalai.ledger.PastFirings;
import azalai.ledger.RunStateMachine;
import azalai.pipeline.Pipeline;
import azalai.pipeline.Pipelines;
import azalai.pipeline.RunRequest;
import java.util.Optional;

/** Finds the queued run that begins next. */
final class NextRun {
    private final Pipelines pipelines;
    private final RunStateMachine states;
    private final PastFirings past;

    NextRun(Pipelines pipelines, RunStateMachine states, PastFirings past) {
        this.pipelines = pipelines;
        this.states = states;
        this.past = past;
    }

    /** Claims the oldest queued run that can begin now; what must not begin is left out on the way. */
    Optional<RunStateMachine.Claimed> claim() {
        while (true) {
            Optional<RunStateMachine.Claimed> claimed =
                    states.claim(pipelines.all().stream().map(Pipeline::name).toList());
            if (claimed.isEmpty() || !isBlocked(claimed.get().request())) {
                return claimed;
            }
            states.leaveOut(
                    claimed.get().id(),
                    "The run of the firing before did not succeed, and the pipeline depends on it.");
        }
    }

    private boolean isBlocked(RunRequest request) {
        return request.scheduledAt() != null
                && pipelines.get(request.pipeline()).dependsOnPast()
                && past.blocks(request);
    }
}
