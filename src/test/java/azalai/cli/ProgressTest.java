package azalai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static String shown(boolean terminal, String... lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Progress progress = new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal);
        List.of(lines).forEach(progress);
        progress.close();
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void away_from_a_terminal_every_step_is_a_plain_line() {
        assertThat(shown(false, "fetched 500 of 2000, published 0", "loading into t"))
                .isEqualTo("· fetched 500 of 2000, published 0\n· loading into t\n");
    }

    @Test
    void on_a_terminal_a_part_of_a_whole_is_a_bar_in_place_that_ends_its_line_when_it_is_full() {
        assertThat(shown(true, "fetched 500 of 2000, published 0", "fetched 2000 of 2000", "loading into t"))
                .isEqualTo("\r· [######------------------]  25% fetched 500 of 2000, published 0\u001b[K"
                        + "\r· [########################] 100% fetched 2000 of 2000\u001b[K\n· loading into t\n");
    }

    @Test
    void a_bar_that_is_broken_off_leaves_the_next_line_to_what_follows() {
        assertThat(shown(true, "fetched 1 of 4", "publish failed"))
                .isEqualTo("\r· [######------------------]  25% fetched 1 of 4\u001b[K\n· publish failed\n");
    }

    @Test
    void nothing_of_nothing_is_no_bar() {
        assertThat(shown(true, "fetched 0 of 0")).isEqualTo("· fetched 0 of 0\n");
    }
}
