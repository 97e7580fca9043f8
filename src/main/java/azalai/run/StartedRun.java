package azalai.run;

import java.util.concurrent.CompletableFuture;

/**
 * A run that goes on by itself.
 *
 * @param id its number in the ledger
 * @param result how it ended, once it has; fails only if the end could not be told
 */
public record StartedRun(long id, CompletableFuture<RunResult> result) {}
