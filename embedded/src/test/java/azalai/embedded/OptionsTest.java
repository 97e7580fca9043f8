package azalai.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void every_option_is_read() {
        assertThat(Options.parse(
                        "--data",
                        "a b",
                        "--kafka",
                        "--postgres",
                        "--sample",
                        "--sample-count",
                        "7",
                        "--sample-date",
                        "2026-03-01",
                        "--sample-file",
                        "f.jsonl",
                        "--sample-dataset",
                        "d",
                        "--attached"))
                .isEqualTo(new Options(
                        Path.of("a b"), true, true, true, 7, LocalDate.of(2026, 3, 1), Path.of("f.jsonl"), "d", true));
    }

    @Test
    void what_is_not_asked_for_is_not_started() {
        assertThat(Options.parse("--data", "d", "--postgres"))
                .isEqualTo(new Options(Path.of("d"), false, true, false, 12_000, null, null, null, false));
    }

    @ParameterizedTest
    @CsvSource({
        "--kafka, --data is missing",
        "--data d, nothing to start",
        "--data, --data wants a value",
        "--data d --kafak, unknown option --kafak",
        "--data d --sample --sample-count many, the value of --sample-count cannot be read",
        "--data d --sample --sample-count -1, the value of --sample-count cannot be read",
        "--data d --sample --sample-date 2026-02-30, the value of --sample-date cannot be read"
    })
    void wrong_usage_is_refused_in_one_sentence(String line, String sentence) {
        assertThatThrownBy(() -> Options.parse(line.split(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(sentence)
                .hasMessageContaining("usage:");
    }
}
