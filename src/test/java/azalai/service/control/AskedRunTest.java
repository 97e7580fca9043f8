package azalai.service.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.error.Refusal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskedRunTest {
    private static final Mark MARK = new Mark("a token");

    private static AskedRun asked(String name, String value) {
        return new AskedRun(null, Map.of(name, MARK.of(value)));
    }

    @Test
    void a_setting_that_the_owner_has_otherwise_is_refused_by_its_name_alone() {
        assertThatThrownBy(() -> asked("postgres.password", "guess").check(List.of(Map.of()), MARK))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("postgres.password cannot be handed over")
                .hasMessageNotContaining("guess");
    }

    @Test
    void one_that_it_has_as_given_or_as_resolved_or_that_concerns_no_run_is_not() {
        List<Map<String, String>> owners = List.of(Map.of("kafka.brokers", ""), Map.of("kafka.brokers", "127.0.0.1:9"));

        assertThatCode(() -> {
                    asked("kafka.brokers", "").check(owners, MARK);
                    asked("kafka.brokers", "127.0.0.1:9").check(owners, MARK);
                    asked("http.port", "1").check(owners, MARK);
                    asked("azalai.password", "anything at all").check(owners, MARK);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void values_cross_as_marks_that_another_token_does_not_give() {
        assertThat(MARK.of("secret")).doesNotContain("secret").isNotEqualTo(new Mark("another").of("secret"));
    }
}
