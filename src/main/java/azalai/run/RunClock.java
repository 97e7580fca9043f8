package azalai.run;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The time of one run, counted from its start by the database's clock: whatever this machine's clock says meanwhile. */
final class RunClock {
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSX");

    private final Instant startedAt;
    private final long started = System.nanoTime();
    private long lastMicros;

    RunClock(Instant startedAt) {
        this.startedAt = startedAt;
    }

    Instant startedAt() {
        return startedAt;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    /** Now, and a microsecond after the last tick at least: what happened in order is written in order. */
    synchronized String tick() {
        lastMicros = Math.max(lastMicros + 1, age().toNanos() / 1_000);
        return MICROS.format(startedAt.plusNanos(lastMicros * 1_000).atOffset(ZoneOffset.UTC));
    }
}
