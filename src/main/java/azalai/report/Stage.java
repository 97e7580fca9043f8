package azalai.report;

import java.time.Duration;

/**
 * Where a part of a run's time went.
 *
 * @param name {@code fetch}, {@code clean}, {@code publish}, {@code wait in topic}, {@code start load}, {@code load},
 *     {@code merge}, or what a step of one's own named
 * @param took how long, all pages together
 * @param records how many records went through it; 0 for one that only prepares
 */
public record Stage(String name, Duration took, long records) {
    /** Records a second; 0 if it took less than a millisecond. */
    public long perSecond() {
        return took.toMillis() == 0 ? 0 : records * 1000 / took.toMillis();
    }
}
