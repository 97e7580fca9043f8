package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the source can do wrong: the run says so, or goes on and counts it; the next one makes the table whole. */
class BadInputIT {
    private static final String DAY = "2026-01-05";
    private static final String SPOILT_SINCE = "2025-12-20";

    @TempDir
    static Path folder;

    private static Azalai azalai;
    private static Recalls recalls;
    private static SampleFaults faults;
    private static Map<String, String> whole;

    @BeforeAll
    static void loadTheWorld() throws Exception {
        azalai = new Azalai(
                        folder.resolve("data"),
                        "--sample",
                        "-Drecalls.sample.count=300",
                        "--sample-date",
                        DAY,
                        SparingRoutes.in(folder))
                .startServices();
        recalls = new Recalls(azalai);
        faults = new SampleFaults(azalai);
        succeeds(run());
        whole = recalls.rows();
    }

    @AfterAll
    static void stopServers() {
        azalai.close();
    }

    @AfterEach
    void clearFaults() throws Exception {
        faults.clear();
    }

    private static Azalai.Ended run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "run";
        all[1] = "recalls";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return azalai.run(all);
    }

    private static Azalai.Ended succeeds(Azalai.Ended run) {
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.lastLine()).startsWith("recalls: success, ");
        return run;
    }

    /** The run's one sentence, after it failed and left the cursor where it was. */
    private static String fails(String... arguments) throws Exception {
        String cursor = cursor();
        Azalai.Ended run = run(arguments);
        List<String> sentences =
                run.err().lines().filter(line -> !line.startsWith("·")).toList();
        assertThat(run.code()).as(run.err()).isEqualTo(1);
        assertThat(run.lastLine()).startsWith("recalls: failed, ");
        assertThat(sentences).as(run.err()).hasSize(1);
        assertThat(sentences.get(0)).startsWith("azalai: ").endsWith(".").doesNotContain("Exception");
        assertThat(cursor()).isEqualTo(cursor);
        return sentences.get(0);
    }

    private static String cursor() throws Exception {
        return azalai.value("SELECT value FROM azalai.cursor");
    }

    @Test
    void an_outage_that_passes_is_waited_out() throws Exception {
        recalls.spoilSince(SPOILT_SINCE);
        Instant reset = Instant.now().plusSeconds(8).truncatedTo(ChronoUnit.SECONDS);
        faults.add("429", "records", "reset_time", reset.toString());
        faults.add("status", "exports", "status", 503, "times", 2);
        faults.add("hang", "exports");

        succeeds(run("-Dcamel.component.http.response-timeout=1500"));

        assertThat(Instant.now()).isAfter(reset);
        assertThat(recalls.rows()).isEqualTo(whole);
    }

    @Test
    void an_outage_that_stays_fails_after_a_few_requests() throws Exception {
        long before = faults.asked("exports");
        faults.add("status", "exports", "status", 502, "times", 99);

        assertThat(fails())
                .contains("/exports/jsonl answered 502 again and again: the service is out of order; run again later");
        assertThat(faults.asked("exports") - before).isEqualTo(5);
    }

    @Test
    void what_will_not_pass_fails_at_once() throws Exception {
        long before = faults.asked("records");
        faults.add("429", "records", "reset_time", "2999-01-26T00:00:00Z");
        assertThat(fails()).contains("/records answered 429 (too many requests): run again after 2999-01-26T00:00:00Z");
        assertThat(faults.asked("records") - before).isOne();

        faults.add("redirect", "exports", "location", "https://elsewhere.example/");
        assertThat(fails())
                .contains(
                        "/exports/jsonl answered 302: it has moved to https://elsewhere.example/; set the new address");

        faults.add("status", "records", "status", 404, "body", "{\"message\":\"The dataset does not exist.\"}");
        assertThat(fails()).endsWith("/records answered 404: The dataset does not exist.");
    }

    @Test
    void an_answer_that_is_not_whole_fails_and_the_next_run_completes_it() throws Exception {
        recalls.spoilSince(SPOILT_SINCE);

        faults.add("html", "exports");
        assertThat(fails()).contains("/exports/jsonl answered a web page instead of JSON ('<!DOCTYPE html>");
        faults.add("html", "records", "body", "");
        assertThat(fails()).contains("/records answered an empty page instead of JSON");
        faults.add("cut", "exports", "afterRows", 40);
        assertThat(fails()).contains("Reading rappelconso-v2-gtin-espaces broke off after ");
        faults.add("interrupted", "exports", "afterRows", 40);
        assertThat(fails()).contains("it ended with 'Streaming interrupted due to the following error: ");
        faults.add("short", "exports", "rows", 3);
        assertThat(fails()).containsPattern("gave \\d+ records but counts \\d+: run again");

        succeeds(run());
        assertThat(recalls.rows()).isEqualTo(whole);
    }

    @Test
    void records_that_are_wrong_are_carried_on_as_far_as_they_go_and_named() throws Exception {
        List<String> fiches = azalai.value("""
                        SELECT string_agg(reference_fiche, ' ' ORDER BY date_publication, reference_fiche) FROM rappel_conso
                        WHERE reference_fiche ~ '^\\d{4}-\\d\\d-\\d{4}$' AND withdrawn_at IS NULL""").transform(line -> List.of(line.split(" ")));
        String odd = fiches.get(0);
        List<String> keyless = fiches.subList(fiches.size() - 2, fiches.size());
        // A version that cannot be read is the lowest: beside the row that is there it would be superseded.
        azalai.value("DELETE FROM rappel_conso WHERE reference_fiche = '%s' RETURNING 1".formatted(odd));
        // The first request counts, the next four read a hundred records each.
        faults.add(
                "transform",
                "records",
                "skip",
                1,
                "keys",
                List.of(odd),
                "patch",
                Map.of(
                        "marque_produit", "a\u0000b",
                        "libelle", "x\ud83dy",
                        "motif_rappel", "é".repeat(1_000_000),
                        "numero_version", "four",
                        "date_debut_commercialisation", "2026-02-31",
                        "categorie_produit", List.of("alimentation", 7),
                        "couleur", "rouge"));
        faults.add("transform", "records", "skip", 3, "keys", keyless, "remove", List.of("numero_fiche"));

        Azalai.Ended run = succeeds(run("--full", "-Drecalls.fetch=records"));

        assertThat(run.lastLine()).contains(", dead 2, ");
        assertThat(run.err().lines())
                .contains(
                        "· dead letters: 2, 2 of them because: The record has no reference_fiche, its key; ./azalai dead-letters list --sample --data %1$s/data -Dazalai.routes=%1$s/routes recalls shows them"
                                .formatted(folder),
                        "· fields the pipeline does not know were removed: couleur 1",
                        "· values of another type were kept as text: categorie_produit 1",
                        "· characters that no database takes were replaced: 2")
                .anyMatch(line -> line.startsWith("· values that could not be read left their column empty: ")
                        && line.contains("debut_commercialisation 1")
                        && line.contains("numero_version 1"));
        assertThat(azalai.value("""
                        SELECT concat_ws('|', nom_de_la_marque_du_produit, libelle, length(motif_du_rappel), numero_version,
                          debut_commercialisation, categorie_de_produit) FROM rappel_conso WHERE reference_fiche = '%s'""".formatted(odd))).isEqualTo("ab|x\ufffdy|1000000|[\"alimentation\",7]");
        assertThat(
                        azalai.value(
                                "SELECT count(*) || ' ' || min(reason) FROM azalai.dead_letter WHERE stage = 'publish' AND key IS NULL AND run_id = (SELECT max(id) FROM azalai.run)"))
                .isEqualTo("2 The record has no reference_fiche, its key.");
        succeeds(run("--full", "-Drecalls.fetch=records"));
        assertThat(recalls.rows()).isEqualTo(whole);
    }

    @Test
    void a_source_whose_records_lost_their_key_fails_the_run_before_the_cursor_moves() throws Exception {
        recalls.spoilSince(SPOILT_SINCE);
        faults.add("transform", "exports", "remove", List.of("numero_fiche"));

        assertThat(fails())
                .contains(" records of recalls cannot be published, more than load.most-misfits=20 and")
                .contains("because: The record has no reference_fiche, its key; the cursor stays where it was");

        succeeds(run());
        assertThat(recalls.rows()).isEqualTo(whole);
    }

    @Test
    void a_kept_field_that_every_record_lacks_is_named() throws Exception {
        faults.add("transform", "exports", "remove", List.of("libelle"));

        assertThat(succeeds(run()).err().lines()).contains("· kept fields that no record had: libelle");

        assertThat(succeeds(run()).err()).doesNotContain("kept fields");
        assertThat(recalls.rows()).isEqualTo(whole);
    }

    @Test
    void a_second_run_at_once_is_refused_by_the_first_one_s_number() throws Exception {
        faults.add("hang", "exports");
        long before = recalls.lastRun();
        Process first = azalai.start("run", "recalls");
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> azalai.value("SELECT count(*) FROM azalai.run WHERE state = 'running'"), "1"::equals);

            Azalai.Ended second = run();

            assertThat(second.code()).isEqualTo(1);
            assertThat(second.err().strip())
                    .isEqualTo("azalai: Run %d of recalls is active: wait for it to end.".formatted(before + 1));
            faults.clear();
            assertThat(first.waitFor()).isZero();
        } finally {
            first.destroyForcibly();
        }
    }
}
