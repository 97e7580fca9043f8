package azalai.sample;

import java.io.Closeable;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;

/** A made-up source that a pipeline is tried on; declared in {@code META-INF/services/azalai.sample.SampleSource}. */
public interface SampleSource {
    /** The pipeline that reads it, which is told its address as {@code <PIPELINE>_API_URL}. */
    String pipeline();

    /** How the paths begin that it answers. */
    String path();

    /**
     * Makes it show what the options say.
     *
     * @throws IOException with one sentence if it cannot
     * @throws IllegalArgumentException with one sentence if an option is out of range
     */
    Showing show(SampleOptions options) throws IOException;

    /** What a source shows, day after day: the same day always the same. Closed when the server ends. */
    interface Showing extends Closeable {
        /** Answers as the source stands on {@link SampleExchange#day}; an {@link ApiError} is sent as such. */
        void answer(SampleExchange exchange) throws IOException;

        /** What {@code GET /control/world} tells of it on that day, for tests that compute what a run must have found. */
        default Map<String, Object> describe(LocalDate day, Parameters asked) {
            return Map.of();
        }

        @Override
        default void close() throws IOException {}
    }
}
