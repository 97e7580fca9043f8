package azalai.step.http;

import azalai.page.Fields;
import java.util.Map;
import java.util.Optional;

/** What to do about a status that is no success, where the pipeline says so: {@code 404=ignore,403=retry,5xx=fail}. */
final class StatusActions {
    /** The exchange property of a request that carries them. */
    static final String PROPERTY = "azalai.http.statuses";

    /** What can be done. */
    enum Action {
        /** Ask again, as after a failure that may pass. */
        RETRY,
        /** The request has failed. */
        FAIL,
        /** The answer has no records. */
        IGNORE
    }

    private final Map<String, String> actions;

    /** @throws IllegalArgumentException if it cannot be read */
    StatusActions(String text) {
        actions = Fields.pairs(text);
        actions.forEach((status, action) -> {
            if (!status.matches("[1-5](\\d\\d|xx)") || !action.matches("retry|fail|ignore")) {
                throw new IllegalArgumentException(
                        "'%s=%s' is no action on a status; write retry, fail or ignore, as in 404=ignore"
                                .formatted(status, action));
            }
        });
    }

    /** What is to be done; empty = as always. */
    Optional<Action> of(int status) {
        String exact = actions.get(String.valueOf(status));
        String action = exact == null ? actions.get(status / 100 + "xx") : exact;
        return Optional.ofNullable(action).map(name -> Action.valueOf(name.toUpperCase(java.util.Locale.ROOT)));
    }
}
