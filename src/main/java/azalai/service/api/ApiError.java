package azalai.service.api;

import java.util.Map;

/** A request that is not granted: an HTTP status, one sentence, and what else the answer tells. */
final class ApiError extends RuntimeException {
    private final int status;
    private final transient Map<String, ?> details;

    ApiError(int status, String sentence) {
        this(status, sentence, Map.of());
    }

    /** With further members of the answer's JSON object. */
    ApiError(int status, String sentence, Map<String, ?> details) {
        super(sentence);
        this.status = status;
        this.details = details;
    }

    int status() {
        return status;
    }

    Map<String, ?> details() {
        return details;
    }
}
