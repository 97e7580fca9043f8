package azalai.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * How a child process notices that its parent is gone, however that ended: the pipe on its standard input then comes to
 * its end.
 */
public final class ParentWatch {
    private volatile boolean stopped;

    private ParentWatch() {}

    /**
     * Watches a stream from now on.
     *
     * @param gone called once, from a thread of its own, when the stream has ended
     */
    public static ParentWatch on(InputStream in, Runnable gone) {
        ParentWatch watch = new ParentWatch();
        Thread thread = new Thread(() -> watch.await(in, gone), "parent-watch");
        thread.setDaemon(true);
        thread.start();
        return watch;
    }

    /** From now on the child ends by itself, whatever becomes of its parent. */
    public void stop() {
        stopped = true;
    }

    private void await(InputStream in, Runnable gone) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A stream that cannot be read is a stream nobody holds any more.
        }
        if (!stopped) {
            gone.run();
        }
    }
}
