package azalai.pipeline;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A run that is asked for.
 *
 * @param pipeline the pipeline's name
 * @param trigger what asks for it
 * @param full whether to read everything, whatever the cursor says
 * @param acceptWithdrawals whether a person said that a full run may withdraw more rows than the pipeline's limit
 * @param from first publication day, inclusive, UTC; null unless a backfill
 * @param to last publication day, inclusive, UTC; null unless a backfill
 * @param scheduledAt the firing it answers; null when no schedule asks
 * @param interval its data interval; null = the last one of the schedule that is complete, or the backfill's days
 * @param tasks only these tasks, the others are skipped; null = all
 */
public record RunRequest(
        String pipeline,
        Trigger trigger,
        boolean full,
        boolean acceptWithdrawals,
        LocalDate from,
        LocalDate to,
        Instant scheduledAt,
        Interval interval,
        List<String> tasks) {
    /** A run that a person or a program asks for now. */
    public static RunRequest now(String pipeline, Trigger trigger, boolean full) {
        return new RunRequest(pipeline, trigger, full, false, null, null, null, null, null);
    }

    /** A run over some publication days, both included. */
    public static RunRequest backfill(String pipeline, LocalDate from, LocalDate to) {
        return new RunRequest(pipeline, Trigger.BACKFILL, false, false, from, to, null, null, null);
    }

    /** A run over one interval of a pipeline's schedule, and the days it lies in. */
    public static RunRequest backfill(Pipeline pipeline, Interval interval) {
        return new RunRequest(
                pipeline.name(),
                Trigger.BACKFILL,
                false,
                false,
                LocalDate.ofInstant(interval.from(), pipeline.zone()),
                LocalDate.ofInstant(interval.to().minusMillis(1), pipeline.zone()),
                null,
                interval,
                null);
    }

    /** The run of a schedule's firing. */
    public static RunRequest fired(String pipeline, Trigger trigger, Instant at, Interval interval) {
        return new RunRequest(pipeline, trigger, false, false, null, null, at, interval, null);
    }

    /** The same full run, that may withdraw as many rows as it does not see. */
    public RunRequest acceptingWithdrawals() {
        return new RunRequest(pipeline, trigger, full, true, from, to, scheduledAt, interval, tasks);
    }

    /** The same run of these tasks only. */
    public RunRequest only(List<String> chosen) {
        return new RunRequest(pipeline, trigger, full, acceptWithdrawals, from, to, scheduledAt, interval, chosen);
    }

    /** The same request over a data interval; null leaves it without one. */
    public RunRequest over(Interval found) {
        return new RunRequest(pipeline, trigger, full, acceptWithdrawals, from, to, scheduledAt, found, tasks);
    }

    /** The same run as the answer to a firing, over its interval. */
    public RunRequest answering(Trigger by, Instant firing, Interval found) {
        return new RunRequest(pipeline, by, full, acceptWithdrawals, from, to, firing, found, tasks);
    }
}
