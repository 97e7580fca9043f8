package azalai.step.clean;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransliterationTest {
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "é,e",
                "Œuf,OEuf",
                "12 €,12 EUR",
                "l’eau,l'eau",
                "« ça »,<< ca >>",
                "n°,ndeg",
                "½, 1/2",
                "1½ kg,1 1/2 kg",
                "a\u00a0b,a b",
                "a\u00adb,ab",
                "…,...",
                "\uD835\uDC00b,Ab",
                "x\uD83D\uDE00\uD83E\uDDC0y,xy",
            })
    void writes_in_ascii_by_the_table_of_unidecode(String text, String ascii) {
        assertThat(Transliteration.ascii(text)).isEqualTo(ascii);
    }

    @Test
    void leaves_nul_and_lone_surrogates_to_the_load_which_counts_them() {
        assertThat(Transliteration.ascii("é\u0000\ud800é\udc00")).isEqualTo("e\u0000\ud800e\udc00");
    }

    @Test
    void gives_ascii_back_untouched() {
        String text = "plain\r\n\u0000".repeat(10);

        assertThat(Transliteration.ascii(text)).isSameAs(text);
    }
}
