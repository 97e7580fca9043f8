package azalai.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LoadLimitsTest {
    private static final Home PROJECT = new Home(Path.of("..").toAbsolutePath().normalize());

    @Test
    void a_pipeline_has_its_own_limits_and_for_the_rest_those_of_all() {
        Configuration configuration = Configuration.load(
                PROJECT,
                Map.of("load.most-misfits", "7", "recalls.load.most-misfits", "9", "load.most-withdrawn-share", "0.2"),
                Map.of("RECALLS_LOAD_MOST_MISFITS_SHARE", "0.5"));

        assertThat(LoadLimits.of(configuration, "recalls")).isEqualTo(new LoadLimits(9, 0.5, 0.2));
        assertThat(LoadLimits.of(configuration, "other")).isEqualTo(new LoadLimits(7, 0.1, 0.2));
    }

    @Test
    void dead_letters_exceed_the_limits_only_beyond_both_the_number_and_the_share() {
        LoadLimits limits = new LoadLimits(20, 0.1, 0.1);

        assertThat(limits.areExceededBy(20, 20)).as("few, whatever their share").isFalse();
        assertThat(limits.areExceededBy(21, 21)).isTrue();
        assertThat(limits.areExceededBy(100, 1000)).as("just the share").isFalse();
        assertThat(limits.areExceededBy(101, 1000)).isTrue();
        assertThat(new LoadLimits(0, 1, 1).areExceededBy(5, 5))
                .as("share 1: never")
                .isFalse();
        assertThat(new LoadLimits(0, 0, 1).areExceededBy(1, 1000))
                .as("0 and 0: any")
                .isTrue();
    }
}
