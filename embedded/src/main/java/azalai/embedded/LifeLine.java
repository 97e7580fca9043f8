package azalai.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pipe to the application: it closes when the application ends, however it ends. */
final class LifeLine {
    private static final Logger LOG = LoggerFactory.getLogger(LifeLine.class);

    private LifeLine() {}

    /** @param end called once, from another thread, when the line is cut */
    static void watch(InputStream line, Runnable end) {
        Thread reader = new Thread(
                () -> {
                    try {
                        line.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException e) {
                        LOG.info("The life line broke", e);
                    }
                    end.run();
                },
                "life-line");
        reader.setDaemon(true);
        reader.start();
    }
}
