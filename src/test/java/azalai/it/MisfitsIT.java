package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;

import azalai.Application;
import azalai.pipeline.RunRequest;
import azalai.pipeline.Trigger;
import azalai.protocol.OffsetRange;
import azalai.run.RunResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that cannot be published: few are named, many fail the run before anything remembers it. */
class MisfitsIT {
    private static final String NO_KEY = "The record has no id, its key";

    @TempDir
    static Path folder;

    private static Azalai servers;
    private static Application application;

    @BeforeAll
    static void start() throws Exception {
        servers = new Azalai(folder.resolve("servers")).startServices();
        try (Connection connection = servers.database()) {
            connection.createStatement().execute("CREATE SEQUENCE begun");
        }
        Engine engine = new Engine(servers, folder).with("allowed.load.most-misfits", "25");
        publishing(engine, "few", records(30, 20), "");
        publishing(engine, "many", records(50, 25), "");
        publishing(engine, "allowed", records(50, 25), "");
        publishing(engine, "none", records(5_000, 5_000), "");
        // Ten records first, then, once that failed, five.
        publishing(engine, "spied", records(20, 0) + " LIMIT CASE WHEN nextval('begun') = 1 THEN 10 ELSE 5 END", """
                - setBody:
                    constant: "SELECT 1 / (last_value - 1) FROM begun"
                - to: jdbc:dataSource
                """);
        application = engine.route("look", """
                        - bean:
                            beanType: azalai.it.PublishedSpy
                            method: look
                        """).start();
    }

    /** So many records, the first of them without a key. */
    private static String records(int all, int keyless) {
        return "SELECT CASE WHEN n > %d THEN 'k' || n END AS id FROM generate_series(1, %d) n".formatted(keyless, all);
    }

    /** A pipeline that publishes what a query gives, in one page. */
    private static void publishing(Engine engine, String name, String query, String after) throws Exception {
        engine.route(name + "-publish", """
                - to:
                    uri: kamelet:kafka-topic-action
                    parameters:
                      topic: %1$s
                      partitions: 3
                - setBody:
                    constant: "%2$s"
                - to: jdbc:dataSource
                - to:
                    uri: kamelet:kafka-publish-action
                    parameters:
                      topic: %1$s
                      key: id
                %3$s""".formatted(name, query, after))
                .pipeline(name, "retries: 1\nretryDelay: 10ms", """
                - to:
                    id: publish
                    uri: direct:%s-publish
                - to:
                    id: after
                    uri: direct:look
                """.formatted(name));
    }

    @AfterAll
    static void stop() {
        application.close();
        servers.close();
    }

    @Test
    void a_few_dead_letters_are_named_with_their_reason_and_the_rest_goes_on() {
        RunResult result = execute("few");

        assertThat(result.state()).isEqualTo("success");
        assertThat(result.counts()).containsEntry("published", 10L).containsEntry("dead", 20L);
        assertThat(result.notices())
                .contains("dead letters: 20, 20 of them because: " + NO_KEY
                        + "; ./azalai dead-letters list few shows them");
    }

    @Test
    void more_than_bad_records_explain_fail_the_task_at_its_end_and_it_is_not_tried_again() throws Exception {
        RunResult result = execute("many");

        assertThat(result.error())
                .isEqualTo("25 of 50 records of many cannot be published, more than load.most-misfits=20 and"
                        + " load.most-misfits-share=0.1 allow, 25 of them because: " + NO_KEY
                        + "; the cursor stays where it was: mend the route or the source,"
                        + " ./azalai dead-letters list many shows the records.");
        assertThat(result.notices()).anyMatch(notice -> notice.startsWith("dead letters: 25, "));
        assertThat(tasks(result)).isEqualTo("publish failed 1, after upstream_failed 0");
    }

    @Test
    void a_pipeline_may_have_limits_of_its_own() throws Exception {
        assertThat(tasks(execute("allowed"))).isEqualTo("publish success 1, after success 1");
    }

    @Test
    void a_key_that_no_record_has_shows_before_all_are_dead_letters() throws Exception {
        RunResult result = execute("none");

        assertThat(result.error()).startsWith("1000 of 1000 records of none cannot be published");
        assertThat(servers.value("SELECT sum(seen) FROM azalai.dead_letter WHERE pipeline = 'none'"))
                .isEqualTo("1000");
    }

    @Test
    void where_records_stand_is_told_of_the_last_attempt_alone_as_kafka_acknowledged_them() throws Exception {
        RunResult result = execute("spied");

        assertThat(tasks(result)).isEqualTo("publish success 2, after success 1");
        assertThat(PublishedSpy.published).isEqualTo(5);
        assertThat(PublishedSpy.stretches.stream()
                        .mapToLong(stretch -> stretch.end() - stretch.begin())
                        .sum())
                .as("nobody else wrote to the topic")
                .isEqualTo(5);
        for (OffsetRange stretch : PublishedSpy.stretches) {
            assertThat(stretch.end()).isEqualTo(end(stretch.partition()));
        }
    }

    private static long end(int partition) throws Exception {
        TopicPartition place = new TopicPartition("spied", partition);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers.address("KAFKA_BROKERS")))) {
            return admin.listOffsets(Map.of(place, OffsetSpec.latest()))
                    .partitionResult(place)
                    .get()
                    .offset();
        }
    }

    private static RunResult execute(String pipeline) {
        return application.runs().execute(RunRequest.now(pipeline, Trigger.MANUAL, false), line -> {});
    }

    private static String tasks(RunResult result) throws Exception {
        return servers.value(
                "SELECT string_agg(name || ' ' || state || ' ' || attempts, ', ' ORDER BY name DESC) FROM azalai.task WHERE run_id = "
                        + result.run());
    }
}
