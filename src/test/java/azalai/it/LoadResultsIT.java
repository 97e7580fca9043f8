package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.Application;
import azalai.ledger.LoadRow;
import azalai.ledger.RunReports;
import azalai.pipeline.RunRequest;
import azalai.pipeline.Trigger;
import azalai.run.RunResult;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the application makes of the loads of a run, by real loads into tables of all sorts of names. */
class LoadResultsIT {
    @TempDir
    static Path folder;

    private static Azalai servers;
    private static Application application;

    @BeforeAll
    static void start() throws Exception {
        servers = new Azalai(folder.resolve("servers")).startServices();
        execute("CREATE SEQUENCE public.loaded");
        Engine engine = new Engine(servers, folder);
        pipeline(engine, "reserved", "user", "SELECT 'a' AS id, 'x' AS name, 1 AS colour", "");
        pipeline(engine, "dotted", "Order.Items", "SELECT 'a' AS id, 'x' AS name UNION ALL SELECT 'b', NULL", "");
        pipeline(engine, "refused", "refused", "SELECT 'a' AS id, 'x' AS name", "");
        pipeline(engine, "nothing", "nothing", "SELECT 'a' AS id, 'x' AS name WHERE false", "");
        pipeline(engine, "again", "again", "SELECT 'a' AS id, 'x' AS name", """
                - setBody:
                    constant: "SELECT 1 / (nextval('loaded') - 1)"
                - to: jdbc:dataSource
                """);
        application = engine.start();
        for (String table : new String[] {"\"user\"", "\"Order.Items\"", "refused", "nothing", "again"}) {
            execute(
                    "CREATE TABLE public.%s (id text PRIMARY KEY, name text NOT NULL, run_id bigint, withdrawn_at timestamptz)"
                            .formatted(table));
        }
        // What the load itself says where it finds such a thing.
        execute("""
                CREATE FUNCTION public.amend() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                  NEW.details := NEW.details || CASE NEW.topic
                    WHEN 'refused' THEN '{"not_withdrawn": "the source shows 1 of the 100 rows", "withdrawals_refused": true}'
                    WHEN 'dotted' THEN '{"dead_reasons": [{"count": 1, "reason": "Column name (text) must not be null"}]}'
                    ELSE '{}' END::jsonb;
                  RETURN NEW;
                END $$;
                CREATE TRIGGER amend BEFORE INSERT ON azalai.load FOR EACH ROW EXECUTE FUNCTION public.amend()""");
    }

    /** A pipeline that publishes what a query gives to a topic of its name, loads it, and then does something more. */
    private static void pipeline(Engine engine, String name, String table, String query, String after)
            throws Exception {
        engine.route(name + "-publish", """
                - to:
                    uri: kamelet:kafka-topic-action
                    parameters:
                      topic: %1$s
                - setBody:
                    constant: "%2$s"
                - to: jdbc:dataSource
                - to:
                    uri: kamelet:kafka-publish-action
                    parameters:
                      topic: %1$s
                      key: id
                """.formatted(name, query))
                .route(name + "-load", """
                - to:
                    uri: kamelet:spark-load-action
                    parameters:
                      topic: %s
                      table: "%s"
                %s""".formatted(name, table, after))
                .pipeline(name, "retries: 1\nretryDelay: 10ms", """
                - to:
                    id: publish
                    uri: direct:%1$s-publish
                - to:
                    id: load
                    uri: direct:%1$s-load
                """.formatted(name));
    }

    @AfterAll
    static void stop() {
        application.close();
        servers.close();
    }

    @Test
    void a_table_whose_name_is_a_word_of_sql_is_loaded_and_a_field_that_it_has_no_column_for_is_named()
            throws Exception {
        RunResult result = execute("reserved", false);

        assertThat(result.error()).isNull();
        assertThat(servers.value("SELECT string_agg(id, ',') FROM public.\"user\""))
                .isEqualTo("a");
        assertThat(result.notices()).contains("fields that the table has no column for were left out: colour 1");
    }

    @Test
    void a_table_with_capitals_and_a_dot_in_its_name_is_loaded_and_what_did_not_fit_is_named() throws Exception {
        RunResult result = execute("dotted", false);

        assertThat(result.error()).isNull();
        assertThat(servers.value("SELECT string_agg(id, ',') FROM public.\"Order.Items\""))
                .isEqualTo("a");
        assertThat(result.notices())
                .contains("dead letters: 1, 1 of them because: Column name (text) must not be null;"
                        + " ./azalai dead-letters list dotted shows them");
    }

    @Test
    void withdrawals_that_were_refused_fail_the_run_at_once_and_the_sentence_says_what_goes_on() throws Exception {
        RunResult result = execute("refused", true);

        assertThat(result.error())
                .isEqualTo("The rows of refused were loaded, but none was withdrawn, for the source shows 1 of the 100"
                        + " rows: look at the source, and if it is right let the run go on with"
                        + " ./azalai run refused --full --accept-withdrawals.");
        assertThat(result.counts()).containsEntry("new", 1L);
        assertThat(attempts(result)).isEqualTo("1");
    }

    @Test
    void a_load_tried_again_after_its_commit_counts_once_and_does_not_say_that_nothing_was_assessed() throws Exception {
        RunResult result = execute("again", true);

        assertThat(result.error()).isNull();
        assertThat(attempts(result)).isEqualTo("2");
        assertThat(result.counts()).containsEntry("new", 1L);
        assertThat(servers.value("SELECT count(*) FROM azalai.load WHERE details->>'not_withdrawn' IS NOT NULL"
                        + " AND topic = 'again'"))
                .as("the second load had nothing to go by")
                .isEqualTo("1");
        assertThat(result.notices()).noneMatch(notice -> notice.contains("not assessed"));
        assertThat(new RunReports(application.database()).loads(result.run()))
                .extracting(LoadRow::notWithdrawn)
                .containsExactly(null, null);
    }

    @Test
    void that_nothing_was_assessed_is_said_where_no_load_could() {
        RunResult result = execute("nothing", true);

        assertThat(result.notices())
                .anyMatch(notice ->
                        notice.startsWith("what the source withdrew was not assessed: the run published nothing"));
        assertThat(new RunReports(application.database()).loads(result.run()))
                .extracting(LoadRow::notWithdrawn)
                .singleElement()
                .asString()
                .startsWith("the run published nothing");
    }

    private static RunResult execute(String pipeline, boolean full) {
        return application.runs().execute(RunRequest.now(pipeline, Trigger.MANUAL, full), line -> {});
    }

    private static String attempts(RunResult result) throws Exception {
        return servers.value("SELECT attempts FROM azalai.task WHERE name = 'load' AND run_id = " + result.run());
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = servers.database()) {
            connection.createStatement().execute(sql);
        }
    }
}
