package azalai.web;

import java.util.concurrent.Semaphore;

/**
 * What pushes may take of the heap: one with a long body holds all of it while it works on a page, which may be a single
 * record of 8 MB; small ones go side by side. Fair, so that nobody waits for ever.
 */
final class Room {
    private static final int MEGABYTES = 8;

    private final Semaphore free = new Semaphore(MEGABYTES, true);

    /** One push's share of the room; taken and given back, a page at a time. */
    final class Share {
        private final int megabytes;
        private boolean taken;

        private Share(int megabytes) {
            this.megabytes = megabytes;
        }

        void take() {
            free.acquireUninterruptibly(megabytes);
            taken = true;
        }

        void giveBack() {
            if (taken) {
                taken = false;
                free.release(megabytes);
            }
        }
    }

    /** The share of a body of so many bytes. */
    Share of(long bytes) {
        return new Share((int) Math.min(MEGABYTES, 1 + bytes / 1_000_000));
    }
}
