package azalai.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistanceTest {
    @ParameterizedTest
    @CsvSource({
        "recalls.table,recalls.table,0",
        "recalls.tabel,recalls.table,2",
        "recals.table,recalls.table,1",
        "recallss.table,recalls.table,1",
        "'',abc,3",
        "abc,'',3",
        "kitten,sitting,3"
    })
    void it_counts_insertions_deletions_and_replacements(String a, String b, int distance) {
        assertThat(Distance.between(a, b)).isEqualTo(distance);
        assertThat(Distance.between(b, a)).isEqualTo(distance);
    }
}
