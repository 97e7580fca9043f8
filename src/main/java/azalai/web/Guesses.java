package azalai.web;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down who guesses passwords: after {@link #FREE} wrong ones an address waits a second before the next is looked
 * at, then two, four, up to a minute; a quiet quarter of an hour forgets it. Holds no thread while it waits.
 */
final class Guesses {
    private static final int FREE = 5;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
    /** So many addresses are remembered, the latest. */
    private static final int ADDRESSES = 1_000;

    private record Wrong(int times, long at) {}

    private final LongSupplier nanoTime;
    private final Map<String, Wrong> wrong = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Wrong> eldest) {
            return size() > ADDRESSES;
        }
    };

    Guesses(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How long the address has to wait before its next guess is looked at; zero if it need not. */
    synchronized Duration pause(String address) {
        Wrong last = wrong.get(address);
        if (last == null || last.times() < FREE) {
            return Duration.ZERO;
        }
        long since = nanoTime.getAsLong() - last.at();
        long seconds = Math.min(LONGEST.toSeconds(), 1L << Math.min(last.times() - FREE, 30));
        Duration left = Duration.ofSeconds(seconds).minusNanos(since);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** A guess was wrong. */
    synchronized void wrong(String address) {
        long now = nanoTime.getAsLong();
        wrong.merge(
                address,
                new Wrong(1, now),
                (before, first) ->
                        now - before.at() > FORGOTTEN_AFTER.toNanos() ? first : new Wrong(before.times() + 1, now));
    }

    /** The address knows the password. */
    synchronized void right(String address) {
        wrong.remove(address);
    }
}
