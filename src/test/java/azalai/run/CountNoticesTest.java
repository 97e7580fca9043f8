package azalai.run;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.page.Counts;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountNoticesTest {
    private static Counts counts(Map<String, Integer> counted) {
        Counts counts = new Counts();
        counted.forEach((name, n) -> counts.add(name, n));
        return counts;
    }

    @Test
    void each_kind_is_one_line_naming_its_fields() {
        Counts counts = counts(Map.of(
                "fetched", 10,
                "kept", 10,
                "unknown.colour", 10,
                "unknown.size", 1,
                "unread.fin_procedure", 2,
                "unread.produits", 4,
                "retyped.libelle", 3,
                "unmatched.categorie_en", 5,
                "replaced_characters", 6,
                "duplicate", 7));
        assertThat(CountNotices.of("p", counts.toMap()))
                .containsExactly(
                        "fields the pipeline does not know were removed: colour 10, size 1",
                        "values that could not be read left their column empty: fin_procedure 2, produits 4",
                        "values of another type were kept as text: libelle 3",
                        "values without a match in the look-up: categorie_en 5",
                        "characters that no database takes were replaced: 6",
                        "records that had come before in this run were left out: 7");
    }

    @Test
    void a_kept_field_is_named_only_if_every_record_lacked_it() {
        Counts counts = counts(Map.of("kept", 10, "missing.libelle", 10, "missing.lot", 9, "missing.marque", 10));
        assertThat(CountNotices.of("p", counts.toMap()))
                .containsExactly("kept fields that no record had: libelle, marque");
    }

    @Test
    void dead_letters_are_named_with_their_number_the_commonest_reason_and_the_command_that_shows_them() {
        Counts counts = counts(Map.of("dead", 5, "dead.Too long.", 2, "dead.The record has no clef, its key.", 3));

        assertThat(CountNotices.of("p", counts.toMap()))
                .containsExactly(
                        "dead letters: 5, 3 of them because: The record has no clef, its key; ./azalai dead-letters list p shows them");
        assertThat(CountNotices.of("p", counts(Map.of("dead", 5)).toMap()))
                .containsExactly("dead letters: 5; ./azalai dead-letters list p shows them");
    }

    @Test
    void zeros_and_an_empty_task_say_nothing() {
        Counts zeros = counts(Map.of("dead", 0, "kept", 0, "missing.x", 0, "unknown.y", 0, "duplicate", 0));
        assertThat(CountNotices.of("p", zeros.toMap())).isEmpty();
        assertThat(CountNotices.of("p", new Counts().toMap())).isEmpty();
    }
}
