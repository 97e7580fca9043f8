package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CopyTextTest {
    private final CopyText copy = new CopyText();

    @Test
    void what_copy_would_read_as_syntax_is_escaped() {
        copy.text("a\tb\nc\rd\\.\\N\"");
        assertThat(written()).isEqualTo("a\\tb\\nc\\rd\\\\.\\\\N\"");
    }

    @Test
    void within_an_array_quotes_and_backslashes_are_escaped_twice() {
        copy.quote();
        copy.text("\"\\\n");
        copy.quote();
        copy.text("\"");
        assertThat(written()).isEqualTo("\"\\\\\"\\\\\\\\\\n\"\"");
    }

    @Test
    void characters_of_every_width_become_utf_8() {
        assertThat(copy.text("aé€😀")).isEqualTo(4);
        assertThat(written()).isEqualTo("aé€😀");
        assertThat(copy.replaced()).isZero();
    }

    @Test
    void nul_is_removed_and_lone_surrogates_are_replaced() {
        // A low one alone, a pair torn apart by NUL, a high one at the end.
        assertThat(copy.text("\0a\udc00\ud83d\0\ude00\ud83d")).isEqualTo(5);
        assertThat(written()).isEqualTo("a\ufffd\ufffd\ufffd\ufffd");
        assertThat(copy.replaced()).isEqualTo(6);
    }

    @Test
    void a_row_longer_than_the_buffer_makes_it_grow() {
        String text = "\\".repeat(100_000);
        copy.quote();
        copy.text(text);
        assertThat(copy.size()).isEqualTo(400_001);
    }

    @Test
    void bytes_are_written_in_hexadecimal() {
        copy.bytea(new byte[] {0, (byte) 0xff, 0x1a});
        copy.raw('\t');
        copy.bytea(null);
        assertThat(written()).isEqualTo("\\\\x00ff1a\t\\N");
    }

    private String written() {
        return new String(copy.bytes(), 0, copy.size(), StandardCharsets.UTF_8);
    }
}
