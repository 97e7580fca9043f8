package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import azalai.it.Up.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The API of an application that is up, on the real broker and database. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebIT {
    private static final String RECORDS = "/pipelines/recalls/records";
    private static final String NDJSON = "application/x-ndjson";

    @TempDir
    static Path folder;

    private static Webhook webhook;
    private static Azalai azalai;
    private static Up up;

    @BeforeAll
    static void start() throws Exception {
        Path routes = Files.createDirectories(folder.resolve("routes/hooked"));
        try (var yaml = WebIT.class.getResourceAsStream("hooked/hooked.camel.yaml")) {
            Files.copy(yaml, routes.resolve("hooked.camel.yaml"));
        }
        webhook = new Webhook();
        azalai = new Azalai(
                        folder.resolve("data"),
                        "--sample",
                        "--sample-date",
                        "2026-06-01",
                        "-Drecalls.sample.count=300",
                        "-Dhooked.webhook=" + webhook.address(),
                        "-Dazalai.routes=routes," + folder.resolve("routes"))
                .startServices();
        up = new Up(azalai, "-Dhttp.port=0");
    }

    @AfterAll
    static void stop() throws Exception {
        if (up != null) {
            up.close();
        }
        azalai.close();
        webhook.close();
    }

    @Test
    @Order(1)
    void nobody_is_let_in_without_the_password() throws Exception {
        Answer anonymous = up.send(up.anonymous("/pipelines"));
        assertThat(anonymous.status()).isEqualTo(401);
        assertThat(anonymous.error()).startsWith("Who is asking?");
        assertThat(anonymous.response().headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(how -> assertThat(how).startsWith("Basic"));
        assertThat(up.send(up.anonymous("/pipelines").header("Authorization", "Bearer x"))
                        .status())
                .isEqualTo(401);
        assertThat(up.send(up.anonymous("/openapi")).status()).isEqualTo(401);

        String pair = "azalai:" + up.password();
        Answer basic = up.send(up.anonymous("/pipelines?tag=test")
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes())));
        assertThat(basic.status()).isEqualTo(200);
        assertThat(basic.body().findValuesAsText("name")).containsExactly("hooked");
        assertThat(basic.response().headers().firstValue("Authorization")).isEmpty();
        assertThat(up.get("/openapi").body().path("paths").has("/pipelines/{id}/runs"))
                .isTrue();
    }

    @Test
    @Order(2)
    void another_site_s_page_changes_nothing() throws Exception {
        Answer foreign = up.send(up.request("/pipelines/recalls/runs")
                .header("Origin", "https://evil.example")
                .POST(BodyPublishers.noBody()));

        assertThat(foreign.status()).isEqualTo(403);
        assertThat(azalai.value("SELECT count(*) FROM azalai.run")).isEqualTo("0");
    }

    @Test
    @Order(3)
    void what_is_wrong_with_a_request_is_told_in_one_sentence() throws Exception {
        refused(404, "There is no pipeline 'tides'. There are: hooked, ", up.post("/pipelines/tides/runs", ""));
        refused(400, "'2023-02-30' is no day", up.post("/pipelines/recalls/runs", """
                {"from":"2023-02-30","to":"2023-12-31"}"""));
        refused(400, "from 2023-12-31 is after to 2023-01-01.", up.post("/pipelines/recalls/runs", """
                {"from":"2023-12-31","to":"2023-01-01"}"""));
        refused(400, "'ful' is unknown", up.post("/pipelines/recalls/runs", "{\"ful\":true}"));
        refused(
                400,
                "accept_withdrawals goes with full",
                up.post("/pipelines/recalls/runs", "{\"accept_withdrawals\":true}"));
        refused(404, "There is no run 99.", up.get("/runs/99"));
        refused(404, "There is no run 99.", up.post("/runs/99/cancel", ""));
        refused(404, "There is nothing at this path", up.get("/nowhere"));
        refused(404, "takes no records", up.post("/pipelines/hooked/records", "[]"));
        refused(
                415,
                "application/x-www-form-urlencoded",
                up.post(
                        "/pipelines/recalls/runs",
                        "application/x-www-form-urlencoded",
                        BodyPublishers.ofString("full=true")));
    }

    private static void refused(int status, String sentence, Answer answer) {
        assertThat(answer.status()).as(answer.error()).isEqualTo(status);
        assertThat(answer.error()).contains(sentence).doesNotContain("\n");
    }

    @Test
    @Order(4)
    void one_bad_record_keeps_all_from_being_published() throws Exception {
        Answer answer = up.post(RECORDS, "[%s, 7, {\"numero_version\": 1}]".formatted(recall("X1")));

        refused(400, "2 of 3 records are refused; nothing was published.", answer);
        assertThat(answer.body().path("records").findValuesAsText("index")).containsExactly("1", "2");
        assertThat(answer.body().path("records").findValuesAsText("reason"))
                .containsExactly("The record is no JSON object.", "The record has no reference_fiche, its key.");
        refused(400, "1 of 2 records", up.post(RECORDS, NDJSON, BodyPublishers.ofString(recall("X2") + "\n{\n")));
    }

    @Test
    @Order(5)
    void a_body_of_more_than_10_mb_is_not_taken_whether_or_not_it_says_so() throws Exception {
        byte[] long_ = ("[" + " ".repeat(10 * 1024 * 1024) + recall("X3") + "]").getBytes(StandardCharsets.UTF_8);

        refused(413, "longer than 10 MB", up.post(RECORDS, "application/json", BodyPublishers.ofByteArray(long_)));
        refused(
                413,
                "longer than 10 MB",
                up.post(
                        RECORDS,
                        "application/json",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(long_))));
    }

    @Test
    @Order(6)
    void pushed_records_are_loaded_by_the_next_run_and_told_to_who_listens() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> stream = up.listen("/pipelines/hooked/stream", lines);
        await().until(() -> lines.contains(": listening"));

        Answer array = up.post(RECORDS, "[%s,%s]".formatted(recall("a1"), recall("a2")));
        assertThat(array.status()).as(array.error()).isEqualTo(202);
        assertThat(array.body().path("published").asInt()).isEqualTo(2);
        assertThat(up.post(RECORDS, NDJSON, BodyPublishers.ofString(recall("a3") + "\n\n"))
                        .body()
                        .path("published")
                        .asInt())
                .isEqualTo(1);

        Answer started = up.post("/pipelines/hooked/runs", "");
        long run = started.body().path("run").asLong();
        assertThat(started.status()).isEqualTo(202);
        refused(409, "Run %d of hooked is active".formatted(run), up.post("/pipelines/hooked/runs", ""));
        JsonNode ended = up.ended(run);

        assertThat(ended.path("state").asText()).as(ended.toString()).isEqualTo("success");
        assertThat(ended.path("trigger").asText()).isEqualTo("api");
        assertThat(ended.path("tasks").findValuesAsText("state")).containsExactly("success", "success");
        assertThat(azalai.value("SELECT rows_read || ' ' || rows_new FROM azalai.load"))
                .as("neither the bad pushes nor the long ones were published")
                .isEqualTo("3 3");
        assertThat(azalai.value("SELECT count(*) FROM rappel_conso WHERE run_id = " + run))
                .isEqualTo("3");
        assertThat(azalai.value("SELECT count(*) FROM azalai.cursor")).isEqualTo("0");

        await().until(() -> lines.contains("id: " + run));
        assertThat(rows(lines)).containsExactlyInAnyOrder("A1", "A2", "A3");
        assertThat(webhook.all("reference_fiche")).containsExactly("A1", "A2", "A3");
        assertThat(webhook.requests()).as("the first was answered 503").isEqualTo(2);
        assertThat(stream).isNotDone();
    }

    @Test
    @Order(7)
    void who_was_away_gets_what_was_loaded_meanwhile() {
        List<String> all = new CopyOnWriteArrayList<>();
        List<String> none = new CopyOnWriteArrayList<>();
        up.listen("/pipelines/hooked/stream", all, "Last-Event-ID", "0");
        up.listen("/pipelines/hooked/stream", none, "Last-Event-ID", "1");

        await().until(() -> all.contains("event: run") && none.contains(": listening"));
        assertThat(rows(all)).containsExactlyInAnyOrder("A1", "A2", "A3");
        assertThat(rows(none)).isEmpty();
    }

    @Test
    @Order(8)
    void a_schedule_is_paused_and_resumed_and_every_answer_shows_it() throws Exception {
        assertThat(up.post("/pipelines/recalls/pause", "")
                        .body()
                        .path("paused_at")
                        .asText())
                .startsWith("20");
        assertThat(up.get("/pipelines/recalls").body().path("paused_at").asText())
                .startsWith("20");
        assertThat(azalai.run("pipelines").out()).contains("paused");
        assertThat(azalai.run("resume", "recalls").out()).isEqualTo("recalls: resumed\n");
        assertThat(up.get("/pipelines/recalls").body().path("paused_at").isNull())
                .isTrue();
        assertThat(up.post("/pipelines/recalls/resume", "").status()).isEqualTo(200);
        assertThat(up.post("/pipelines/nosuch/pause", "").status()).isEqualTo(404);
    }

    @Test
    @Order(8)
    void a_run_is_cancelled_once() throws Exception {
        long run = up.post("/pipelines/recalls/runs", "{\"full\":true}")
                .body()
                .path("run")
                .asLong();

        assertThat(up.post("/runs/%d/cancel".formatted(run), "").status()).isEqualTo(202);
        assertThat(up.ended(run).path("state").asText()).isEqualTo("cancelled");
        refused(409, "Run %d has ended: cancelled.".formatted(run), up.post("/runs/%d/cancel".formatted(run), ""));
    }

    @Test
    @Order(9)
    void a_new_password_counts_at_once() throws Exception {
        Azalai.Ended reset = azalai.run("password", "reset");

        assertThat(reset.code()).as(reset.err()).isZero();
        assertThat(up.get("/runs").status()).isEqualTo(401);
        up.logInWith(reset.lastLine());
        assertThat(up.get("/runs?state=cancelled").body()).hasSize(1);
    }

    @Test
    @Order(10)
    void an_open_stream_does_not_keep_it_from_stopping_in_order() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> stream = up.listen("/pipelines/recalls/stream", lines);
        await().until(() -> lines.contains(": listening"));

        assertThat(up.stop(Duration.ofSeconds(30))).isTrue();
        assertThat(stream).succeedsWithin(Duration.ofSeconds(5));
    }

    @Test
    @Order(11)
    void a_port_that_is_taken_is_told_in_one_sentence() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Azalai.Ended ended = azalai.run("up", "-Dhttp.port=" + taken.getLocalPort());

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err().lines())
                    .contains(
                            "azalai: Port %d on 127.0.0.1 is taken by another program: stop that, or set another http.port (0 = any free one)."
                                    .formatted(taken.getLocalPort()));
        }
    }

    private static List<String> rows(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("data: ") && line.contains("reference_fiche"))
                .map(line -> {
                    try {
                        return Up.JSON
                                .readTree(line.substring("data: ".length()))
                                .path("reference_fiche")
                                .asText();
                    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
                        throw new IllegalStateException(line, e);
                    }
                })
                .toList();
    }

    private static String recall(String number) {
        return """
                {"numero_fiche":"%s","numero_version":1,"categorie_produit":"alimentation","libelle":"Fromage à pâte molle",\
                "date_publication":"2026-05-30T10:00:00+00:00","rappel_guid":"G-%s"}""".formatted(number, number);
    }
}
