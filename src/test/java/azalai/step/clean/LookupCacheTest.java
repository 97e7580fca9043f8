package azalai.step.clean;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.step.clean.LookupCache.Answer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LookupCacheTest {
    private Instant now = Instant.parse("2026-11-01T00:00:00Z");
    private final LookupCache cache = new LookupCache(2, Duration.ofMinutes(1), () -> now);

    @Test
    void an_answer_is_forgotten_when_its_time_is_over() {
        cache.put("a", new Answer("1"));
        now = now.plusSeconds(59);
        assertThat(cache.get("a")).isEqualTo(new Answer("1"));

        now = now.plusSeconds(1);
        assertThat(cache.get("a")).isNull();
    }

    @Test
    void no_match_is_an_answer_too() {
        cache.put("a", new Answer(null));

        assertThat(cache.get("a")).isEqualTo(new Answer(null));
        assertThat(cache.get("b")).isNull();
    }

    @Test
    void at_the_limit_the_answer_not_asked_for_longest_goes() {
        cache.put("a", new Answer("1"));
        cache.put("b", new Answer("2"));
        cache.get("a");
        cache.put("c", new Answer("3"));

        assertThat(cache.get("b")).isNull();
        assertThat(cache.get("a")).isNotNull();
        assertThat(cache.get("c")).isNotNull();
    }
}
