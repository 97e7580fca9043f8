package azalai.ledger;

import java.time.Instant;

/**
 * A record that could not be carried on.
 *
 * @param pipeline the pipeline that carried it; null when unknown
 * @param runId the run in which it was found last; null when it was pruned
 * @param stage {@code publish}: it never reached the topic; {@code load}: it never reached the table
 * @param target the table it was meant for, with its schema; null for stage publish
 * @param topic the topic it stands on, or was meant for
 * @param key as it was; null when it had none
 * @param value as it was; null when it had none
 * @param reason why it could not be carried on, in one sentence
 * @param at when it was found first
 * @param seen how often it was found
 * @param replayedAt when it was published again; null when it was not
 */
public record DeadLetter(
        long id,
        String pipeline,
        Long runId,
        String stage,
        String target,
        String topic,
        byte[] key,
        byte[] value,
        String reason,
        Instant at,
        int seen,
        Instant replayedAt) {}
