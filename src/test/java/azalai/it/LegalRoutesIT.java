package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.cli.InProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Camel starts and runs is not refused when the routes are read. */
class LegalRoutesIT {
    private static final String KAMELET = """
            apiVersion: camel.apache.org/v1
            kind: Kamelet
            metadata:
              name: mine-action
            spec:
              definition:
                title: Mine
                required: [since]
                properties:
                  since: { title: Since, type: integer }
                  most: { title: Most, type: integer }
                  flag: { title: Flag, type: boolean }
              template:
                from:
                  uri: kamelet:source
                  steps:
                    - log: { message: "{{since}} {{?most}} {{?flag}}" }
            """;

    @TempDir
    Path folder;

    private String homeBefore;

    @BeforeEach
    void atHome() {
        homeBefore = System.setProperty("azalai.home", "..");
    }

    @AfterEach
    void asBefore() {
        if (homeBefore == null) {
            System.clearProperty("azalai.home");
        } else {
            System.setProperty("azalai.home", homeBefore);
        }
    }

    /** A name, how the task calls, other routes, and a setting. */
    record Legal(String name, String uri, String others, String setting) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Legal> routes() {
        return Stream.of(
                new Legal("a route made from a template", "direct:made-a", """
                        - routeTemplate:
                            id: maker
                            parameters:
                              - name: begin
                            from:
                              uri: "direct:{{begin}}"
                              steps:
                                - log: { message: made }
                        - templatedRoute:
                            routeTemplateRef: maker
                            parameters:
                              - { name: begin, value: made-a }
                        """, ""),
                new Legal("a call that need not be answered", "direct:nobody?failIfNoConsumers=false", "", ""),
                new Legal(
                        "large whole numbers",
                        "kamelet:mine-action?since=1700000000000&most=2147483647&flag=True",
                        "",
                        ""),
                new Legal("a parameter by a setting", "kamelet:mine-action", "", "camel.kamelet.mine-action.since=4"),
                new Legal("a route that a precondition leaves out", "direct:work", """
                        - route:
                            id: one
                            precondition: "'{{other:no}}' == 'true'"
                            from: { uri: "direct:work", steps: [ { log: { message: one } } ] }
                        - route:
                            id: two
                            from: { uri: "direct:work", steps: [ { log: { message: two } } ] }
                        """, ""));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void a_legal_route_is_taken(Legal legal) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("kamelets/mine-action.kamelet.yaml", KAMELET);
        files.put("legal/legal.camel.yaml", """
                - route:
                    id: legal
                    from:
                      uri: kamelet:pipeline-source
                      parameters:
                        pipeline: legal
                      steps:
                        - to: { id: work, uri: "%s" }
                %s""".formatted(legal.uri(), legal.others()));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve("routes").resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }

        InProcess.Ended ended = InProcess.run(
                "pipelines",
                "--data",
                folder.resolve("data").toString(),
                "-Dazalai.routes=" + folder.resolve("routes"),
                "-D" + (legal.setting().isEmpty() ? "azalai.keep=1d" : legal.setting()));

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("legal");
    }
}
