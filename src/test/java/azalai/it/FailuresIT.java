package azalai.it;

import static azalai.it.FailureCase.failed;
import static azalai.it.FailureCase.refused;
import static org.assertj.core.api.Assertions.assertThat;

import azalai.cli.InProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every failure that a route, a migration, a setting or a server can give is one sentence, wherever it is read. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailuresIT {
    /** What only programmers read; steps are called as the user's file calls them. */
    private static final Pattern FOREIGN = Pattern.compile(
            "(?<!throw)Exception|\\bnull\\b|\\bat org\\.|\\bjava\\.|org\\.apache|Error:|\\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+\\b");

    private static final String KEEP = """
            - to:
                uri: kamelet:keep-fields-action
                parameters:
                  kept: a
            """;

    private static final String TOPIC = """
            - to:
                uri: kamelet:kafka-topic-action
                parameters:
                  topic: t
            """;

    @TempDir
    static Path folder;

    private static String homeBefore;
    private static Azalai servers;
    private static int number;

    @BeforeAll
    static void atHome() {
        homeBefore = System.setProperty("azalai.home", "..");
    }

    @AfterAll
    static void stop() {
        if (servers != null) {
            servers.close();
        }
        if (homeBefore == null) {
            System.clearProperty("azalai.home");
        } else {
            System.setProperty("azalai.home", homeBefore);
        }
    }

    static Stream<FailureCase> settings() {
        return Stream.of(
                refused("no master of Spark", "The value 'banana' of spark.master is not a Spark master as in local[*]")
                        .with("spark.master=banana"),
                refused("a heap of no size", "The value '99999t' of load.heap is not a heap of at least 512m")
                        .with("load.heap=99999t"),
                refused("a heap beyond the machine", "The value '90000g' of load.heap is more memory than this machine")
                        .with("load.heap=90000g"),
                refused(
                                "a setting nobody knows",
                                "The property 'load.heep' in -D is unknown; did you mean 'load.heap'?")
                        .with("load.heep=1g"),
                refused("brokers without a port", "The value 'banana' of kafka.brokers is not a list of brokers")
                        .with("kafka.brokers=banana"),
                refused("an address of another database", "The value 'mysql:x' of postgres.url is not an address")
                        .with("postgres.url=mysql:x"));
    }

    static Stream<FailureCase> routes() {
        return Stream.of(
                refused("yaml that does not end", "x.camel.yaml:19: found unexpected end of stream")
                        .in("- to: \"direct:x\n"),
                refused("a tab", "x.camel.yaml:19: found character").in("- to:\n\turi: direct:x\n"),
                refused("a step nobody knows", "x.camel.yaml:18: 'banana' is unknown here")
                        .in("- banana: x\n"),
                refused("a key nobody knows", "x.camel.yaml:20: 'banana' is unknown here")
                        .in("- to:\n    uri: direct:x\n    banana: 1\n"),
                refused("a top nobody knows", ":1: 'rout' is unknown here")
                        .file("- rout:\n    id: x # pipeline: x kamelet:pipeline-source\n"),
                refused("a file without routes", "has no routes: write one, or delete the file")
                        .file("# kamelet:pipeline-source pipeline: x\n"),
                refused("a route id given twice", "The route id recalls-clean is given twice (/")
                        .beside(
                                "- route:\n    id: recalls-clean\n    from:\n      uri: direct:c\n      steps:\n        - log: x\n"),
                refused("two routes of one beginning", "begin at the same place, direct:x-publish")
                        .beside(
                                "- route:\n    id: y\n    from:\n      uri: direct:x-publish\n      steps:\n        - log: x\n"),
                refused("two pipelines of one name", "begin at the same place, pipeline x")
                        .beside(
                                "- route:\n    id: y\n    from:\n      uri: kamelet:pipeline-source\n      parameters:\n        pipeline: x\n      steps:\n        - log: x\n"),
                refused("a call of no route", "calls direct:nosuch, but no route begins there")
                        .in("- to: direct:nosuch\n"),
                refused("a parameter forgotten", "The step keep-fields-action of route x-publish (/")
                        .in("- to: kamelet:keep-fields-action\n"),
                refused("a kamelet nobody knows", "which is not there; did you mean keep-fields-action?")
                        .in("- to: kamelet:kep-fields-action\n"),
                refused(
                                "a parameter nobody knows",
                                "The parameter 'optionale' of kamelet keep-fields-action in the step")
                        .in(KEEP + "      optionale: b\n"),
                refused(
                                "a number that is none",
                                "The value 'many' of parameter 'partitions' in the step kafka-topic-action")
                        .in(
                                "- to:\n    uri: kamelet:kafka-topic-action\n    parameters:\n      topic: t\n      partitions: many\n"),
                refused("a value the step refuses", "is no case; write upper or lower")
                        .in(
                                "- to:\n    uri: kamelet:change-case-action\n    parameters:\n      fields: a\n      to: title\n"),
                refused("a property nobody sets", "no setting gives the property x.nosuch")
                        .in("- to: log:{{x.nosuch}}\n"),
                refused("a component nobody has", "there is no component for 'bananas:x'")
                        .in("- to: bananas:x\n"),
                refused("an option nobody knows", "the options {bananas=1} are unknown")
                        .in("- to: log:x?bananas=1\n"),
                refused("an option of another type", "the value 'maybe' of option showAll is wrong")
                        .in("- to: log:x?showAll=maybe\n"),
                refused("a bean nobody has", "there is no bean 'nosuch'").in("- bean:\n    ref: nosuch\n"),
                refused("a processor nobody has", "there is no bean 'nosuch'").in("- process:\n    ref: nosuch\n"),
                refused("a class nobody has", "there is no Java class 'no.such.Type'")
                        .in("- bean:\n    beanType: no.such.Type\n"),
                refused("a method the bean lacks", "the bean has no method 'banana'")
                        .in("- bean:\n    ref: cursors\n    method: banana\n"),
                refused(
                                "an expression nobody reads",
                                "the expression '${boddy}' cannot be read (Unknown function: boddy)")
                        .in("- setBody:\n    simple: ${boddy}\n"),
                refused("an expression that does not end", "the expression '${body' cannot be read")
                        .in("- setBody:\n    simple: ${body\n"),
                refused("a language nobody has", "there is no language 'jsonpath'")
                        .in("- setBody:\n    jsonpath: $.x\n"),
                refused("a schedule nobody reads", "The schedule '61 * * * *' in schedule of route y")
                        .beside(
                                "- route:\n    id: y\n    from:\n      uri: kamelet:pipeline-source\n      parameters:\n        pipeline: y\n        schedule: \"61 * * * *\"\n      steps:\n        - log: x\n"),
                refused("a clock nobody reads", "The route y (/")
                        .beside(
                                "- route:\n    id: y\n    from:\n      uri: quartz:a/b?cron=61+*+*+*+*\n      steps:\n        - log: x\n"),
                refused("a pipeline without steps", "has no output processors")
                        .beside(
                                "- route:\n    id: y\n    from:\n      uri: kamelet:pipeline-source\n      parameters:\n        pipeline: y\n"),
                refused(
                                "a load that is no task",
                                "is no task, though spark-load-action works for one: give the step an id, as in id: load.")
                        .tasks(
                                "- to:\n    uri: kamelet:spark-load-action\n    parameters:\n      topic: t\n      table: rappel_conso\n"),
                refused("a publishing that is no task", "is no task, though kafka-publish-action works for one")
                        .in(
                                "- to:\n    uri: kamelet:kafka-publish-action\n    parameters:\n      topic: t\n      key: id\n")
                        .beside(
                                "- route:\n    id: y\n    from:\n      uri: kamelet:pipeline-source\n      parameters:\n        pipeline: y\n      steps:\n        - to: direct:x-publish\n"));
    }

    static Stream<FailureCase> migrations() {
        return Stream.of(
                refused(
                                "a misnamed migration",
                                "V1_one.sql would not be found by this name: write it as in V1__what_it_does.sql")
                        .migration("V1_one.sql", "SELECT 1"),
                refused("two migrations of one version", "have the same version 1: give the newer one version 2")
                        .migration("V1__one.sql", "SELECT 1")
                        .migration("V1__uno.sql", "SELECT 1"),
                failed(
                                "a migration with bad sql",
                                "V1__one.sql:2 failed: PostgreSQL says: ERROR: syntax error at or near \"TABEL\"")
                        .migration("V1__one.sql", "SELECT 1;\nCREATE TABEL x (id int);\n"),
                failed(
                                "a migration of a missing table",
                                "V1__one.sql:1 failed: PostgreSQL says: ERROR: relation \"nosuch\" does not exist")
                        .migration("V1__one.sql", "SELECT * FROM nosuch;"),
                failed(
                                "a migration with a placeholder",
                                "V1__one.sql:1 cannot be read: No value provided for placeholder: ${x}")
                        .migration("V1__one.sql", "SELECT '${x}';"));
    }

    static Stream<FailureCase> failures() {
        return Stream.of(
                failed("a text where a page belongs", "The step keep-fields-action of route x-publish (/")
                        .in("- setBody:\n    constant: hello\n" + KEEP),
                failed("nothing where a page belongs", "needs a page, which is a list of records, and got nothing")
                        .in(KEEP),
                failed("a text to publish", "needs a page, which is a list of records, and got the text 'x'")
                        .in(
                                "- setBody:\n    constant: x\n- to:\n    uri: kamelet:kafka-publish-action\n    parameters:\n      topic: t\n      key: id\n"),
                failed("a cursor of nothing read", "The step cursor-store-action of route x-publish (/")
                        .in("- to: kamelet:cursor-store-action\n"),
                failed("a failure of the user's own", "failed: the price is negative.")
                        .in(
                                "- throwException:\n    exceptionType: java.lang.IllegalArgumentException\n    message: the price is negative\n")
                        .mayPass(),
                failed("a failure without words", "failed: an internal error; see /")
                        .in(
                                "- throwException:\n    exceptionType: java.lang.IllegalStateException\n    message: \"\"\n")
                        .mayPass(),
                failed("a bug", "failed: an internal error; see /")
                        .in(
                                "- throwException:\n    exceptionType: java.lang.ClassCastException\n    message: class a.B cannot be cast to class c.D\n"),
                failed(
                                "no json",
                                "failed: the text is no JSON (Unexpected character ('<' (code 60)), line 1, column 1).")
                        .in("- setBody:\n    constant: <html>\n- unmarshal:\n    json: {}\n")
                        .mayPass(),
                failed("a host nobody knows", "failed: the host nosuch.invalid is not known here")
                        .in("- to: http:nosuch.invalid/x\n")
                        .mayPass(),
                failed("a door that is closed", "failed: Connect to http://127.0.0.1:9 failed: Connection refused.")
                        .in("- to: http:127.0.0.1:9/x\n")
                        .mayPass(),
                failed(
                                "a statement of a missing table",
                                "failed: PostgreSQL says: ERROR: relation \"nosuch\" does not exist")
                        .in("- setBody:\n    constant: SELECT 1 FROM nosuch\n- to: jdbc:dataSource\n"),
                failed("a topic of no name", "failed: Kafka takes no topic of such a name")
                        .in("- setBody:\n    constant: x\n- to: \"kafka:no topic\"\n"),
                failed("brokers that do not answer", "Topic t not present in metadata after 500 ms")
                        .in("- setBody:\n    constant: x\n- to: kafka:t?brokers=127.0.0.1:9\n")
                        .with("camel.component.kafka.max-block-ms=500")
                        .mayPass(),
                failed(
                                "a value of another type",
                                "failed: the value 'banana' is of another type than it can work with.")
                        .in(
                                "- setBody:\n    constant: banana\n- setProperty:\n    name: n\n    simple:\n      expression: ${body}\n      resultType: java.lang.Integer\n"),
                failed("a call of no route, found late", "failed: no route begins at direct:nowhere.")
                        .in("- toD: direct:${exchangeProperty.none}nowhere\n"),
                failed("a missing table", "There is no table nosuch to load into")
                        .tasks(load("nosuch")),
                failed("a table without a key", "The table public.keyless has no primary key")
                        .migration("V1__keyless.sql", "CREATE TABLE keyless (id text)")
                        .tasks(load("keyless")),
                failed("a view", "The name public.rappel_conso_table is that of a view")
                        .tasks(load("rappel_conso_table")),
                failed(
                                "a column the loader does not know",
                                "Column place of public.places is point, which the load cannot fill")
                        .migration("V1__places.sql", "CREATE TABLE places (id text PRIMARY KEY, place point)")
                        .tasks(FailureCase.PUBLISH + load("places"))
                        .in(TOPIC),
                failed(
                                "a setting that Spark refuses",
                                "The Spark load ended with exit code 1 (Deploy mode must be either")
                        .migration("V1__sparks.sql", "CREATE TABLE sparks (id text PRIMARY KEY)")
                        .with("spark.conf.spark.submit.deployMode=banana")
                        .tasks(FailureCase.PUBLISH + load("sparks"))
                        .in(TOPIC)
                        .mayPass());
    }

    private static String load(String table) {
        return """
                - to:
                    id: load
                    uri: kamelet:spark-load-action
                    parameters:
                      topic: t
                      table: %s
                """.formatted(table);
    }

    @ParameterizedTest
    @MethodSource("settings")
    @Order(1)
    void a_wrong_setting_is_refused_before_any_server_starts(FailureCase wrong) throws Exception {
        InProcess.Ended ended = run(wrong);

        assertOneSentence(ended, wrong);
        assertThat(ended.err()).doesNotContain("starting");
    }

    @ParameterizedTest
    @MethodSource("routes")
    @Order(2)
    void a_wrong_route_is_refused_before_a_run_begins(FailureCase wrong) throws Exception {
        startServers();
        long before = lastRun();

        List<String> options = wrong.write(folder.resolve("case" + number++));
        InProcess.Ended ended = product(options, "run", "x");

        assertOneSentence(ended, wrong);
        assertThat(ended.out()).isEmpty();
        assertThat(lastRun()).isEqualTo(before);
        InProcess.Ended listed = product(options, "pipelines");
        assertThat(listed.code()).as(listed.err()).isIn(0, 2);
        if (listed.code() == 2) {
            assertThat(sentences(listed)).containsExactlyElementsOf(sentences(ended));
        }
        assertForPeople(listed.out() + listed.err());
    }

    @ParameterizedTest
    @MethodSource("migrations")
    @Order(3)
    void a_wrong_migration_is_named_with_its_file(FailureCase wrong) throws Exception {
        startServers();
        long before = lastRun();

        assertOneSentence(run(wrong), wrong);
        assertThat(lastRun()).isEqualTo(before);
    }

    @Test
    @Order(4)
    void a_migration_that_was_applied_stays_as_it_is() throws Exception {
        startServers();
        FailureCase good = refused("applied", "").migration("V1__one.sql", "SELECT 1;\n");
        assertThat(run(good).code()).isZero();

        FailureCase edited = refused("applied", "V1__one.sql was changed after it had been applied")
                .migration("V1__one.sql", "SELECT 2;\n");
        assertOneSentence(run(edited), edited);
        FailureCase missing = refused("applied", "V1__one.sql was applied to this database, but the file is missing")
                .migration("V2__two.sql", "SELECT 2;\n");
        assertOneSentence(run(missing), missing);
    }

    @ParameterizedTest
    @MethodSource("failures")
    @Order(5)
    void a_run_that_fails_says_why_wherever_it_is_read(FailureCase wrong) throws Exception {
        startServers();

        InProcess.Ended ended = run(wrong);

        assertOneSentence(ended, wrong);
        assertThat(ended.out()).startsWith("x: failed, ");
        assertThat(ended.err().contains("trying again")).as(ended.err()).isEqualTo(wrong.isTriedAgain());
        for (String[] command : List.of(
                new String[] {"runs", "--limit", "1"},
                new String[] {"describe", "run", String.valueOf(lastRun())},
                new String[] {"describe", "run", String.valueOf(lastRun()), "-o", "json"})) {
            InProcess.Ended read = product(List.of(), command);
            assertThat(read.code()).as(read.err()).isZero();
            assertForPeople(read.out() + read.err());
        }
        assertThat(servers.value("SELECT error FROM azalai.run WHERE id = " + lastRun()))
                .contains(wrong.sentence);
    }

    @Test
    @Order(6)
    void a_database_that_does_not_answer_is_named() throws Exception {
        FailureCase gone = failed(
                        "no database",
                        "PostgreSQL at jdbc:postgresql://127.0.0.1:9/x cannot be reached: check postgres.url")
                .with("postgres.url=jdbc:postgresql://127.0.0.1:9/x")
                .with("postgres.user=x");

        assertOneSentence(run(gone), gone);
    }

    private static void startServers() {
        if (servers == null) {
            servers = new Azalai(folder.resolve("data")).startServices();
        }
    }

    private static long lastRun() throws Exception {
        return servers.value("SELECT to_regclass('azalai.run') IS NULL").equals("t")
                ? 0
                : Long.parseLong(servers.value("SELECT coalesce(max(id), 0) FROM azalai.run"));
    }

    private static InProcess.Ended run(FailureCase wrong) throws Exception {
        return product(wrong.write(folder.resolve("case" + number++)), "run", "x");
    }

    private static InProcess.Ended product(List<String> options, String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--data", folder.resolve("data").toString()));
        arguments.addAll(options);
        return InProcess.run(arguments.toArray(String[]::new));
    }

    private static List<String> sentences(InProcess.Ended ended) {
        return ended.err().lines().filter(line -> !line.startsWith("·")).toList();
    }

    private static void assertOneSentence(InProcess.Ended ended, FailureCase wrong) {
        assertThat(sentences(ended)).as(ended.err()).hasSize(1);
        assertThat(sentences(ended).get(0))
                .startsWith("azalai: ")
                .contains(wrong.sentence)
                .matches(".*[.?]");
        assertThat(ended.code()).as(ended.err()).isEqualTo(wrong.code);
        assertForPeople(ended.out() + ended.err());
    }

    private static void assertForPeople(String text) {
        assertThat(FOREIGN.matcher(text.replaceAll("\":null\\b", ""))
                        .results()
                        .map(found -> found.group())
                        .toList())
                .as(text)
                .isEmpty();
    }
}
