package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A second pipeline, of another source, made of YAML and SQL alone: day after day, as a user runs it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WeatherIT {
    private static final String SUM = "SELECT sum(temperature) FROM weather WHERE hour::date = '%s'";

    @TempDir
    static Path data;

    private static Azalai azalai;
    private static SampleFaults faults;

    @BeforeAll
    static void startServers() {
        azalai = new Azalai(data, "--sample", "-Drecalls.sample.count=10").startServices();
        faults = new SampleFaults(azalai);
    }

    @AfterAll
    static void stopServers() {
        azalai.close();
    }

    private static Azalai.Ended run(String day, String... options) {
        List<String> arguments = new ArrayList<>(List.of("run", "weather", "--sample-date", day));
        arguments.addAll(List.of(options));
        return azalai.run(arguments.toArray(String[]::new));
    }

    private static String succeeded(Azalai.Ended run) {
        assertThat(run.code()).as(run.err()).isZero();
        return run.lastLine().replaceFirst(", \\d+\\.\\d s$", "");
    }

    private static String cursor() throws Exception {
        return azalai.run("cursor", "show", "weather").lastLine();
    }

    @Test
    @Order(1)
    void the_first_run_reads_from_the_beginning() throws Exception {
        assertThat(cursor()).isEqualTo("none");

        // Ten days of 24 hours at three places.
        assertThat(succeeded(run("2026-01-10")))
                .isEqualTo(
                        "weather: success, fetched 720, published 720, new 720, changed 0, unchanged 0, superseded 0, dead 0");

        assertThat(cursor()).isEqualTo("2026-01-10");
        assertThat(azalai.value("SELECT concat_ws(' ', kind, value, loaded_value, source LIKE '%/v1/forecast')"
                        + " FROM azalai.cursor WHERE pipeline = 'weather'"))
                .isEqualTo("day 2026-01-10 2026-01-10 t");
        assertThat(
                        azalai.value(
                                "SELECT string_agg(DISTINCT place, ',') || ' ' || min(hour AT TIME ZONE 'UTC') || ' ' || max(hour AT TIME ZONE 'UTC') FROM weather"))
                .isEqualTo("Lyon,Marseille,Paris 2026-01-01 00:00:00 2026-01-10 23:00:00");
    }

    @Test
    @Order(2)
    void a_second_run_asks_from_a_lag_before_the_cursor_and_corrects_what_was_a_forecast() throws Exception {
        String forecast = azalai.value(SUM.formatted("2026-01-10"));
        String measured = azalai.value(SUM.formatted("2026-01-05"));

        // The 8th is known, the 9th and 10th were forecasts, the 11th and 12th are new.
        assertThat(succeeded(run("2026-01-12")))
                .isEqualTo(
                        "weather: success, fetched 360, published 360, new 144, changed 144, unchanged 72, superseded 0, dead 0");

        assertThat(faults.asked("start_date=2026-01-08")).isEqualTo(3);
        assertThat(cursor()).isEqualTo("2026-01-12");
        assertThat(azalai.value(SUM.formatted("2026-01-10"))).isNotEqualTo(forecast);
        assertThat(azalai.value(SUM.formatted("2026-01-05"))).isEqualTo(measured);
    }

    @Test
    @Order(3)
    void a_failure_of_the_service_is_one_sentence_and_the_next_run_makes_up_for_it() throws Exception {
        faults.add(
                "status", "forecast", "skip", 1, "status", 400, "body", "{\"error\":true,\"reason\":\"Daily limit\"}");
        Azalai.Ended failed = run("2026-01-14");
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.lastLine()).startsWith("weather: failed, fetched 120, ");
        assertThat(failed.err())
                .containsPattern("azalai: http://127.0.0.1:\\d+/v1/forecast answered 400: Daily limit\\.\n");
        assertThat(cursor()).isEqualTo("2026-01-12");

        // The task is tried once more.
        faults.add("html", "forecast", "times", 2);
        assertThat(run("2026-01-14").err())
                .contains("/v1/forecast answered a web page instead of JSON ('<!DOCTYPE html>");
        assertThat(cursor()).isEqualTo("2026-01-12");

        faults.clear();
        faults.add("status", "forecast", "status", 503);
        assertThat(succeeded(run("2026-01-14"))).startsWith("weather: success, fetched 360, ");
        assertThat(cursor()).isEqualTo("2026-01-14");
        assertThat(azalai.value("SELECT count(*) FROM weather")).isEqualTo(String.valueOf(14 * 24 * 3));
    }

    @Test
    @Order(4)
    void a_backfill_reads_its_days_and_leaves_the_cursor() throws Exception {
        assertThat(succeeded(run("2026-01-14", "--from", "2026-01-03", "--to", "2026-01-04")))
                .startsWith("weather: success, fetched 144, published 144, new 0, changed 0, unchanged 144");

        assertThat(faults.asked("start_date=2026-01-03&end_date=2026-01-04")).isEqualTo(3);
        assertThat(cursor()).isEqualTo("2026-01-14");
    }

    @Test
    @Order(5)
    void the_cursor_is_set_to_what_the_source_can_order() throws Exception {
        assertThat(refused("weather", "2999-01-01"))
                .isEqualTo("The day 2999-01-01 is in the future: a cursor stands at a day that was read.");
        assertThat(refused("weather", "soon"))
                .isEqualTo("The cursor is a day, and 'soon' is none: write it as in 2026-01-31.");
        assertThat(refused("recalls", "2999-01-01"))
                .isEqualTo("The day 2999-01-01 is in the future: a cursor stands at a day that was read.");
        assertThat(refused("maintenance", "2026-01-01"))
                .isEqualTo("Pipeline maintenance reads no source with a cursor.");

        Azalai.Ended set = azalai.run("cursor", "set", "weather", "2026-01-06");
        assertThat(set.code()).as(set.err()).isZero();
        assertThat(cursor()).isEqualTo("2026-01-06");
        assertThat(azalai.value("SELECT count(*) FROM azalai.cursor")).isEqualTo("1");
        assertThat(succeeded(run("2026-01-14"))).startsWith("weather: success, fetched 792, ");
        assertThat(cursor()).isEqualTo("2026-01-14");
        assertThat(azalai.run("cursor", "reset", "weather").code()).isZero();
        assertThat(cursor()).isEqualTo("none");
    }

    private static String refused(String pipeline, String value) {
        Azalai.Ended set = azalai.run("cursor", "set", pipeline, value);
        assertThat(set.code()).as(set.err()).isEqualTo(2);
        return set.err().strip().replaceFirst("^azalai: ", "");
    }
}
