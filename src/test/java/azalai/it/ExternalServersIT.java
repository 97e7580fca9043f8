package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The user's own servers, played by those of another data folder: nothing is started beside them. */
class ExternalServersIT {
    @TempDir
    static Path folder;

    private static Azalai servers;

    @TempDir
    Path data;

    @BeforeAll
    static void startServers() {
        servers = new Azalai(
                        folder.resolve("data"), "--sample", "-Drecalls.sample.count=300", "--sample-date", "2026-01-05")
                .startServices();
    }

    @AfterAll
    static void stopServers() {
        servers.close();
    }

    private static String[] addresses() {
        return new String[] {"KAFKA_BROKERS", "POSTGRES_URL", "POSTGRES_USER", "POSTGRES_PASSWORD", "RECALLS_API_URL"};
    }

    /** The product on those servers, by the five variables alone. */
    private Azalai own() throws IOException {
        Azalai own = new Azalai(data, SparingRoutes.in(data));
        for (String variable : addresses()) {
            own.with(Map.of(variable, servers.address(variable)));
        }
        return own;
    }

    private void assertNothingStarted() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .doesNotContain("services.lock", "services.properties", "ports.properties", "kafka", "postgres");
        }
        assertThat(new Processes(data, data).all()).isEmpty();
    }

    @Test
    void a_run_on_ones_own_servers_starts_none() throws Exception {
        try (Connection connection = servers.database();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE carrier LOGIN PASSWORD 'salt''n\"$'");
            statement.execute("CREATE DATABASE goods OWNER carrier");
        }
        String url = servers.address("POSTGRES_URL").replaceAll("/[^/?]+(\\?|$)", "/goods$1");
        Azalai own = own().with(Map.of(
                "POSTGRES_URL",
                url,
                "POSTGRES_USER",
                "carrier",
                "POSTGRES_PASSWORD",
                "salt'n\"$",
                "RECALLS_TOPIC",
                "goods"));

        Azalai.Ended run = own.run("run", "recalls");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lastLine()).matches("recalls: success, fetched (\\d+), published \\1, new \\1, changed 0, .*");
        assertThat(run.err()).doesNotContain("starting");
        assertThat(own.run("sql", "SELECT count(*) FROM rappel_conso_table").lastLine())
                .isEqualTo(run.lastLine().replaceAll(".*fetched (\\d+),.*", "$1"));
        assertNothingStarted();
    }

    @Test
    void a_server_that_is_not_there_is_named() throws Exception {
        Azalai.Ended noApi = own().with(Map.of("RECALLS_API_URL", "http://127.0.0.1:1", "RECALLS_TOPIC", "unused"))
                .run("run", "recalls");
        assertThat(noApi.code()).isEqualTo(1);
        assertThat(noApi.err())
                .contains(
                        "azalai: http://127.0.0.1:1/api/explore/v2.1/catalog/datasets/rappelconso-v2-gtin-espaces/records cannot be reached (")
                .contains("): check the address and the network, then run again; the cursor has not moved.");
    }

    @Test
    void a_database_that_lets_nobody_in_is_named() throws Exception {
        Azalai.Ended wrongPassword =
                own().with(Map.of("POSTGRES_PASSWORD", "guess")).run("run", "recalls");
        assertThat(wrongPassword.code()).isEqualTo(1);
        assertThat(wrongPassword.err().strip())
                .startsWith("azalai: PostgreSQL at " + servers.address("POSTGRES_URL") + " does not let user '")
                .endsWith("check postgres.user and postgres.password.")
                .doesNotContain("guess");
        assertNothingStarted();
    }

    @Test
    void a_sample_beside_ones_own_servers_is_wrong_usage() throws Exception {
        Azalai.Ended sample = own().run("run", "recalls", "--sample");
        assertThat(sample.code()).isEqualTo(2);
        assertThat(sample.err().strip())
                .isEqualTo(
                        "azalai: --sample uses servers of its own and cannot go together with kafka.brokers, postgres.url, recalls.api.url: leave one of them out.");
        assertThat(data.resolve("sample")).doesNotExist();
        assertNothingStarted();
    }

    @Test
    void a_wrong_setting_is_refused_before_anything_starts() throws Exception {
        Azalai plain = new Azalai(data, SparingRoutes.in(data))
                .with(Map.of("RECALLS_TABLE", "rappel_conso; DROP TABLE rappel_conso"));
        Azalai.Ended run = plain.run("run", "recalls");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip())
                .isEqualTo(
                        "azalai: The value 'rappel_conso; DROP TABLE rappel_conso' of recalls.table is not a table's name: lower-case letters, digits and _, with or without a schema.");
        assertNothingStarted();
    }
}
