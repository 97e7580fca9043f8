package azalai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is refused before anything begins, word for word. */
class CommandLineTest {
    private static String homeBefore;

    @TempDir
    Path data;

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeAll
    static void atHome() {
        homeBefore = System.setProperty("azalai.home", "..");
    }

    @AfterAll
    static void backAgain() {
        if (homeBefore == null) {
            System.clearProperty("azalai.home");
        } else {
            System.setProperty("azalai.home", homeBefore);
        }
    }

    @BeforeEach
    void listen() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void stopListening() {
        System.setOut(out);
        System.setErr(err);
    }

    private int azalai(String... arguments) {
        return Azalai.commandLine().execute(arguments);
    }

    private List<String> withData(String line) {
        List<String> arguments = new ArrayList<>();
        for (String argument : line.split(" ")) {
            arguments.add(argument.replace("+", " "));
        }
        arguments.addAll(List.of("--data", data.toString()));
        return arguments;
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8).strip();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            run nosuch                                  | There is no pipeline 'nosuch'. There are: maintenance, recalls, weather.
            cursor show nosuch                          | There is no pipeline 'nosuch'. There are: maintenance, recalls, weather.
            offsets reset nosuch                        | There is no pipeline 'nosuch'. There are: maintenance, recalls, weather.
            run recalls -Drecalls.tabel=x               | The property 'recalls.tabel' in -D is unknown; did you mean 'recalls.table'?
            run recalls -Drecalls.table=x;+DROP+TABLE+y | The value 'x; DROP TABLE y' of recalls.table is not a table's name: lower-case letters, digits and _, with or without a schema.
            run recalls -Drecalls.time-zone=Mars        | The value 'Mars' of recalls.time-zone is not a time zone as in Europe/Paris.
            run recalls -Dspark                         | -Dspark says no value: write -DNAME=VALUE.
            run recalls --from 2026-01-01               | --from and --to go together: a backfill has a first and a last day.
            run recalls --from 2026-02-01 --to 2026-01-01 | --from 2026-02-01 is after --to 2026-01-01.
            run recalls --each | --each goes with --from and --to: it runs the intervals that begin on those days.
            run recalls --accept-withdrawals | --accept-withdrawals goes with --full: say that the run is to read everything.
            run recalls --full --from 2026-01-01 --to 2026-02-01 | --full reads everything: leave --from and --to out.
            run recalls --from tomorrow                 | Invalid value for option '--from': 'tomorrow' is no day: write it as in 2026-01-31. See azalai run --help.
            run recalls --sample-date tomorrow          | The day 'tomorrow' of --sample-date cannot be read: write it as in 2026-01-31.
            run recalls --sample-file /no/such          | The file /no/such of --sample-file cannot be read.
            run recalls --sample -Drecalls.sample.file=/no/such | The file /no/such of --sample-file cannot be read.
            run recalls -Drecalls.sample.date=tomorrow  | The value 'tomorrow' of recalls.sample.date is not a day as in 2026-01-31.
            run recalls --sample -Dkafka.brokers=h:1    | --sample uses servers of its own and cannot go together with kafka.brokers: leave one of them out.
            run recalls --sample -Dpostgres.url=jdbc:postgresql:x -Drecalls.api.url=http://x | --sample uses servers of its own and cannot go together with postgres.url, recalls.api.url: leave one of them out.
            runs nosuch                                 | There is no pipeline 'nosuch'. There are: maintenance, recalls, weather.
            runs recalls --limit 0                      | --limit 0 lists nothing: give a number from 1 on.
            runs --state done                           | Invalid value for option '--state': expected one of [queued, running, success, failed, skipped, missed, cancelled] (case-sensitive) but was 'done'. See azalai runs --help.
            describe pipeline nosuch                    | There is no pipeline 'nosuch'. There are: maintenance, recalls, weather.
            describe run last                           | Invalid value for positional parameter at index 0 (ID): 'last' is no whole number. See azalai describe run --help.
            dead-letters list nosuch                    | There is no pipeline 'nosuch'. There are: maintenance, recalls, weather.
            dead-letters replay 1 --file /no/such       | The file /no/such of --file cannot be read.
            run recalls -o xml                          | Invalid value for option '--output': expected one of [text, json] (case-sensitive) but was 'xml'. See azalai run --help.
            """)
    void wrong_usage_is_one_sentence_and_exit_2_and_starts_nothing(String line, String sentence) throws IOException {
        assertThat(azalai(withData(line).toArray(String[]::new))).isEqualTo(2);
        assertThat(said()).isEqualTo("azalai: " + sentence);
        assertThat(printed.size()).isZero();
        try (var files = Files.walk(data)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .doesNotContain("services.lock", "services.properties", "kafka", "postgres");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            runs                       | 0 | ID  PIPELINE  TRIGGER  STATE  SCHEDULED  STARTED  TOOK  NEW  CHANGED  DEAD  ERROR
            runs recalls -o json       | 0 | ''
            dead-letters list          | 0 | ID  PIPELINE  STAGE  KEY  AT  SEEN  REPLAYED  REASON
            cursor show recalls        | 0 | none
            offsets show recalls       | 0 | ''
            describe run 4             | 2 | ''
            cancel 4                   | 2 | ''
            dead-letters replay 4      | 2 | ''
            """)
    void in_a_fresh_folder_looking_starts_no_database(String line, int code, String out) throws IOException {
        assertThat(azalai(withData(line).toArray(String[]::new))).isEqualTo(code);
        assertThat(printed.toString(StandardCharsets.UTF_8).strip()).isEqualTo(out);
        assertThat(said())
                .matches(
                        code == 0
                                ? "· nothing is stored in \\S+ yet"
                                : "azalai: There is no (run|dead letter) 4: see \\./azalai .*");
        try (var files = Files.walk(data)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .doesNotContain("services.lock", "services.properties", "kafka", "postgres");
        }
    }

    @Test
    void commands_in_sentences_name_the_folder_that_this_one_was_given() {
        azalai("cancel", "4", "--sample", "--data", data.resolve("it's").toString());

        assertThat(said())
                .isEqualTo(
                        "azalai: There is no run 4: see ./azalai runs --sample --data '%s/it'\\''s'.".formatted(data));
    }

    @Test
    void routes_of_ones_own_alone_are_enough_and_no_other_pipeline_is_known() throws IOException {
        Path mine = Files.createDirectories(data.resolve("mine/goods"));
        Files.writeString(mine.resolve("goods.properties"), """
                # url (sample address of recalls): where the goods are
                goods.api.url=https://goods.example
                # optional schedule: when they are fetched
                goods.schedule=@hourly
                """);
        Files.writeString(mine.resolve("goods.camel.yaml"), """
                - route:
                    id: goods
                    from:
                      uri: kamelet:pipeline-source
                      parameters:
                        pipeline: goods
                        schedule: "{{goods.schedule}}"
                        inputs: "{{goods.api.url}}"
                      steps:
                        - to:
                            id: load
                            uri: kamelet:spark-load-action
                            parameters:
                              topic: goods
                              table: goods
                """);
        String routes = "-Dazalai.routes=" + mine.getParent();
        String folder = "--data=" + data.resolve("var");

        assertThat(azalai("cursor", "show", "goods", routes, folder)).as(said()).isZero();
        said.reset();
        assertThat(azalai("run", "recalls", routes, folder)).isEqualTo(2);
        assertThat(said()).isEqualTo("azalai: There is no pipeline 'recalls'. There are: goods.");
        said.reset();
        assertThat(azalai("run", "goods", "--sample", "-Dgoods.api.url=http://x", routes, folder))
                .isEqualTo(2);
        assertThat(said())
                .isEqualTo(
                        "azalai: --sample uses servers of its own and cannot go together with goods.api.url: leave one of them out.");
    }

    @Test
    void no_command_and_an_unknown_one_say_which_there_are() {
        assertThat(azalai()).isEqualTo(2);
        assertThat(said()).isEqualTo("azalai: Say which command. See azalai --help.");
        said.reset();
        assertThat(azalai("frobnicate")).isEqualTo(2);
        assertThat(said()).startsWith("azalai: There is no command 'frobnicate'. There are: up, run, ");
        said.reset();
        assertThat(azalai("cursor", "move")).isEqualTo(2);
        assertThat(said())
                .isEqualTo(
                        "azalai: There is no command 'move'. There are: reset, set, show. See azalai cursor --help.");
    }

    @Test
    void a_missing_or_further_argument_is_named() {
        assertThat(azalai("run")).isEqualTo(2);
        assertThat(said()).isEqualTo("azalai: Missing required parameter: 'PIPELINE'. See azalai run --help.");
        said.reset();
        assertThat(azalai("run", "recalls", "--fast")).isEqualTo(2);
        assertThat(said()).isEqualTo("azalai: Unknown option: '--fast'. See azalai run --help.");
    }

    @Test
    void every_command_has_a_help_on_standard_output() {
        assertHelp(Azalai.commandLine(), List.of());
    }

    private void assertHelp(CommandLine line, List<String> path) {
        List<String> arguments = new ArrayList<>(path);
        arguments.add("--help");
        printed.reset();
        assertThat(azalai(arguments.toArray(String[]::new))).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: azalai" + (path.isEmpty() ? "" : " " + String.join(" ", path)))
                .contains("-h, --help");
        assertThat(line.getCommandSpec().usageMessage().description())
                .as("description of %s", path)
                .isNotEmpty();
        line.getSubcommands().forEach((name, command) -> {
            List<String> inner = new ArrayList<>(path);
            inner.add(name);
            assertHelp(command, inner);
        });
    }
}
