package azalai.sample.recalls;

import java.util.List;

/** Random numbers that depend on nothing but their seed (SplitMix64): the same on every machine and in every order. */
final class Dice {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    /** The dice of one thing: {@code topic} keeps different things of one number apart. */
    static Dice of(long seed, Topic topic, long number) {
        return new Dice(mix(mix(seed + topic.ordinal() * GAMMA) + number * GAMMA));
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }

    long next() {
        state += GAMMA;
        return mix(state);
    }

    /** From 0 to bound-1; 0 if the bound is not positive. */
    int below(int bound) {
        return bound <= 0 ? 0 : (int) Math.floorMod(next() >>> 1, (long) bound);
    }

    /** From low to high, both included. */
    int between(int low, int high) {
        return low + below(high - low + 1);
    }

    /** True in so many of a hundred cases. */
    boolean percent(double share) {
        return below(10_000) < share * 100;
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }
}
