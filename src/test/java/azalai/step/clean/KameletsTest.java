package azalai.step.clean;

import static azalai.page.Pages.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.page.Counts;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a user's own route may expect of the cleaning kamelets. */
class KameletsTest {
    private CleaningRoutes routes;

    @BeforeEach
    void start() throws Exception {
        routes = new CleaningRoutes();
    }

    @AfterEach
    void stop() throws IOException {
        routes.close();
    }

    @Test
    void each_use_of_a_kamelet_in_a_route_is_a_step_of_its_own() throws Exception {
        routes.load("twice.camel.yaml", """
                - route:
                    id: twice
                    from:
                      uri: direct:twice
                      steps:
                        - to:
                            uri: kamelet:replace-text-action
                            parameters:
                              fields: a
                              replace: "|"
                              with: SPACE
                        - to:
                            uri: kamelet:replace-text-action
                            parameters:
                              fields: b
                              replace: "RAW(&+ é)"
                """);

        assertThat(routes.clean("direct:twice", List.of(record("a", "1|2", "b", "1|2&+ é")), new Counts()))
                .containsExactly(record("a", "1 2", "b", "1|2"));
    }

    @Test
    void a_forgotten_parameter_is_refused_by_its_name() {
        assertThatThrownBy(() -> routes.load("bad.camel.yaml", """
                        - route:
                            id: bad
                            from:
                              uri: direct:bad
                              steps:
                                - to: kamelet:strip-accents-action
                        """)).hasStackTraceContaining("fields");
    }

    @Test
    void a_value_that_makes_no_sense_is_refused_with_the_reason() {
        assertThatThrownBy(() -> routes.load("bad.camel.yaml", """
                        - route:
                            id: bad
                            from:
                              uri: direct:bad
                              steps:
                                - to:
                                    uri: kamelet:change-case-action
                                    parameters:
                                      fields: a
                                      to: title
                        """))
                .hasStackTraceContaining("'title' is no case; write upper or lower");
    }
}
