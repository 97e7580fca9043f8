package azalai.load;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each stage of a load took, one after the other. */
final class StageTimes {
    private final Instant start = Instant.now();
    private final Map<String, Long> millis = new LinkedHashMap<>();
    private Instant last;

    /**
     * Starts the first stage.
     *
     * @param began when: the start of the process, say
     */
    StageTimes(Instant began) {
        last = began;
    }

    /** When the load began. */
    Instant start() {
        return start;
    }

    /** Ends the stage that has been running since the last one ended. */
    void end(String stage) {
        Instant now = Instant.now();
        millis.put(stage, Duration.between(last, now).toMillis());
        last = now;
    }

    Map<String, Long> millis() {
        return millis;
    }
}
