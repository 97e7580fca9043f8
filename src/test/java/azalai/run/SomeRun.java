package azalai.run;

import azalai.pipeline.RunRequest;
import azalai.pipeline.Trigger;

/** A run that began just now, for tests of the steps that travel with one. */
public final class SomeRun {
    private SomeRun() {}

    /** An incremental run of pipeline {@code p}, started by hand; nobody listens to its progress. */
    public static Run begun() {
        return new Run(1, java.time.Instant.now(), null, RunRequest.now("p", Trigger.MANUAL, false), line -> {});
    }
}
