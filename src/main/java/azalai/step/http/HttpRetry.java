package azalai.step.http;

import azalai.error.HttpAnswers;
import azalai.run.Run;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * Whether a failed request is made again, and when: what may pass (no connection, a time-out, 429, 5xx) is, a few
 * times, with pauses that double; a wait the server asks for is honoured up to {@link HttpAnswers#LONGEST_WAIT}.
 */
public final class HttpRetry {
    private static final int RETRIES = 4;
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);

    /** Called by the route's {@code retryWhile} after each failure; sets the pause before the next request. */
    public boolean again(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        int attempt = exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
        Run run = exchange.getProperty(Run.PROPERTY, Run.class);
        if (attempt > RETRIES || !mayPass(exchange, failure) || run != null && run.cancelled()) {
            return false;
        }
        Duration wait = FIRST_WAIT.multipliedBy(1L << (attempt - 1));
        Instant until =
                failure instanceof HttpOperationFailedException answer ? HttpAnswers.askedToWaitUntil(answer) : null;
        if (until != null) {
            Duration asked = Duration.between(Instant.now(), until);
            wait = asked.compareTo(wait) > 0 ? asked : wait;
        }
        exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, wait.toMillis());
        return true;
    }

    /** The step may say otherwise of a status, but no server is waited for longer than usual. */
    private static boolean mayPass(Exchange exchange, Throwable failure) {
        StatusActions statuses = exchange.getProperty(StatusActions.PROPERTY, StatusActions.class);
        if (statuses == null || !(failure instanceof HttpOperationFailedException answer)) {
            return HttpAnswers.mayPass(failure);
        }
        return statuses.of(answer.getStatusCode())
                .map(action -> action == StatusActions.Action.RETRY && HttpAnswers.isSoon(answer))
                .orElseGet(() -> HttpAnswers.mayPass(failure));
    }
}
