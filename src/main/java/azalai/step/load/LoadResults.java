package azalai.step.load;

import azalai.error.LastingFailure;
import azalai.ledger.Loads;
import azalai.page.Counts;
import azalai.run.DeadLetterCounts;
import azalai.run.Run;

/** Tells a run what its loads committed. */
record LoadResults(Loads loads) {
    /** Counts the records, the dead letters by their reasons, and the fields that no column takes. */
    void count(Counts counts) {
        loads.counts().forEach(counts::add);
        loads.deadByReason().forEach((reason, count) -> DeadLetterCounts.because(counts, reason, count));
        loads.ignoredFields().forEach((field, count) -> counts.add("ignored." + field, count));
    }

    /**
     * Tells why nothing was withdrawn, where nothing was.
     *
     * @throws LastingFailure if that is since it would have been too much
     */
    void tellNotWithdrawn(Run run) {
        loads.withdrawalsRefused().ifPresent(why -> {
            throw new LastingFailure(
                    "The rows of %1$s were loaded, but none was withdrawn, for %2$s: look at the source, and if it is right let the run go on with ./azalai run %1$s --full --accept-withdrawals."
                            .formatted(run.pipeline(), why),
                    null);
        });
        loads.notWithdrawn().ifPresent(why -> run.notice("what the source withdrew was not assessed: " + why));
    }
}
