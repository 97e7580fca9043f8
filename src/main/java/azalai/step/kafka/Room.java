package azalai.step.kafka;

import java.util.Iterator;
import java.util.concurrent.Semaphore;

/**
 * What submissions may take of the heap: one with a long body has all of it while it works on a page, which may be a
 * single record of 8 MB; small ones go side by side. Fair, so that nobody waits for ever.
 */
public final class Room {
    private static final int MEGABYTES = 8;

    private final Semaphore free = new Semaphore(MEGABYTES, true);

    /** One submission's share of the room. */
    public final class Share implements AutoCloseable {
        private final int megabytes;
        private boolean taken;

        private Share(int megabytes) {
            this.megabytes = megabytes;
        }

        /** The same pages; the share is taken while one is read and worked on. */
        <T> Iterator<T> paced(Iterator<T> pages) {
            return new Iterator<>() {
                private boolean looked;
                private boolean more;

                @Override
                public boolean hasNext() {
                    if (!looked) {
                        close();
                        free.acquireUninterruptibly(megabytes);
                        taken = true;
                        more = pages.hasNext();
                        looked = true;
                        if (!more) {
                            close();
                        }
                    }
                    return more;
                }

                @Override
                public T next() {
                    T page = hasNext() ? pages.next() : null;
                    looked = false;
                    return page;
                }
            };
        }

        @Override
        public void close() {
            if (taken) {
                taken = false;
                free.release(megabytes);
            }
        }
    }

    /** The share of a submission of so many bytes. */
    public Share of(long bytes) {
        return new Share((int) Math.min(MEGABYTES, 1 + bytes / 1_000_000));
    }
}
