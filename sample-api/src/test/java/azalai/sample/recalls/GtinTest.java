package azalai.sample.recalls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GtinTest {
    private static boolean isValid(String gtin) {
        return Gtin.complete(gtin.substring(0, gtin.length() - 1)).equals(gtin);
    }

    @Test
    void the_check_digit_is_that_of_gs1() {
        // GS1's own example, and numbers from the real data in three lengths.
        assertThat(Gtin.complete("629104150021")).isEqualTo("6291041500213");
        assertThat(isValid("3760093420020")).isTrue();
        assertThat(isValid("3760093420021")).isFalse();
        assertThat(isValid("96385074")).isTrue();
        assertThat(isValid("10012345678902")).isTrue();
    }

    @Test
    void numbers_come_in_every_length_and_a_few_are_mistyped() {
        Dice dice = Dice.of(1, Topic.CONTENT, 1);
        Map<Integer, Integer> lengths = new HashMap<>();
        int valid = 0;
        for (int i = 0; i < 10_000; i++) {
            String gtin = Gtin.random(dice);
            assertThat(gtin).containsOnlyDigits();
            lengths.merge(gtin.length(), 1, Integer::sum);
            valid += isValid(gtin) ? 1 : 0;
        }
        assertThat(lengths).containsOnlyKeys(8, 12, 13, 14);
        assertThat(valid).isBetween(9_500, 9_700);
    }
}
