package azalai.load;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends the driver when whoever started it is gone: standard input then comes to its end. A driver that outlives its
 * application would hold the table's lock and surprise the next run.
 */
final class LifeLine {
    private volatile boolean cut;

    /** Watches the stream from now on. */
    void watch(InputStream in) {
        Thread watcher = new Thread(() -> await(in), "azalai-life-line");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** From now on the driver ends by itself: it is about to commit. */
    void cut() {
        cut = true;
    }

    private void await(InputStream in) {
        try {
            while (in.read() >= 0) {
                // What else the application may send means nothing.
            }
        } catch (IOException e) {
            // A stream that cannot be read is a stream nobody holds any more.
        }
        if (!cut) {
            Runtime.getRuntime().halt(1);
        }
    }
}
