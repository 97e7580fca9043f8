package azalai.service.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down who guesses passwords: after {@link #FREE} wrong ones an address waits a second before the next is
 * answered as such, then two, four, up to a minute; a quiet quarter of an hour forgets it. Holds no thread while it
 * waits. Only wrong ones come here: the right password always lets in, or whoever guesses would lock out those who share
 * an address, as all do behind a proxy.
 */
final class LoginThrottle {
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

    LoginThrottle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Counts a wrong password and gives zero, or, while the address has to wait, gives how long and counts nothing. One
     * step: of two hundred guesses at once, five are answered.
     */
    synchronized Duration wrong(String address) {
        long now = nanoTime.getAsLong();
        Wrong last = wrong.get(address);
        if (last == null || now - last.at() > FORGOTTEN_AFTER.toNanos()) {
            wrong.put(address, new Wrong(1, now));
            return Duration.ZERO;
        }
        Duration left = pause(last.times()).minusNanos(now - last.at());
        if (left.isNegative() || left.isZero()) {
            wrong.put(address, new Wrong(last.times() + 1, now));
            return Duration.ZERO;
        }
        return left;
    }

    private static Duration pause(int times) {
        return times < FREE
                ? Duration.ZERO
                : Duration.ofSeconds(Math.min(LONGEST.toSeconds(), 1L << Math.min(times - FREE, 30)));
    }

    /** The address knows the password. */
    synchronized void right(String address) {
        wrong.remove(address);
    }
}
