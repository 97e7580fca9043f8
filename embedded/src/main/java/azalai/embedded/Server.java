package azalai.embedded;

import java.time.Duration;
import java.util.Map;

/** One of the servers of this JVM. */
interface Server {

    /** @return its name for a person */
    String name();

    /**
     * Starts it and waits until it answers.
     *
     * @return what a client needs, under the names of the environment variables the application reads
     */
    Map<String, String> start() throws Exception;

    /**
     * Stops it in order, and hard when that takes longer than {@code atMost}. Also called when {@link #start} failed.
     */
    void stop(Duration atMost) throws Exception;
}
