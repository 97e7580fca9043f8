package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The main job on the sample's world, day after day, as a user runs it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobIT {
    private static final String COUNT = "1000";
    private static final String DAY = "2026-06-01";
    private static final String WEEK_LATER = "2026-06-08";

    @TempDir
    static Path data;

    private static Azalai azalai;

    @BeforeAll
    static void startServers() {
        azalai = new Azalai(data, "--sample", "-Drecalls.sample.count=" + COUNT).startServices();
    }

    @AfterAll
    static void stopServers() {
        azalai.close();
    }

    @Test
    @Order(1)
    void the_first_run_loads_the_whole_world() throws Exception {
        Azalai.Ended run = azalai.run("run", "recalls", "--sample-date", DAY);

        long size = world(DAY, DAY).path("size").asLong();
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lastLine())
                .matches(
                        "recalls: success, fetched %1$d, published %1$d, new %1$d, changed 0, unchanged 0, superseded 0, dead 0, \\d+\\.\\d s"
                                .formatted(size));
        assertThat(azalai.value("SELECT count(*) FROM rappel_conso_table")).isEqualTo(String.valueOf(size));
    }

    @Test
    @Order(2)
    void a_second_run_at_once_finds_nothing_new() {
        Azalai.Ended run = azalai.run("run", "recalls", "--sample-date", DAY);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lastLine()).contains("new 0, changed 0");
        assertThat(run.lastLine()).doesNotContain("fetched 0,");
    }

    @Test
    @Order(3)
    void a_full_run_a_week_later_finds_what_the_world_says() throws Exception {
        Azalai.Ended run = azalai.run("run", "recalls", "--full", "--sample-date", WEEK_LATER);

        JsonNode changes = world(DAY, WEEK_LATER);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lastLine())
                .contains("new %d, changed %d,"
                        .formatted(
                                changes.path("new").asLong()
                                        + changes.path("returned").asLong(),
                                changes.path("changed").asLong()));
        assertThat(changes.path("withdrawn").asLong()).isPositive();
        assertThat(azalai.value("SELECT count(*) FROM rappel_conso WHERE withdrawn_at IS NOT NULL"))
                .isEqualTo(changes.path("withdrawn").asText());
    }

    private static JsonNode world(String from, String to) throws Exception {
        return azalai.control("world?from=%s&to=%s".formatted(from, to), null);
    }
}
