package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import azalai.it.Up.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Who sends too much, too slowly or the wrong thing keeps nobody else waiting; with the heap that the launcher gives. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoorsIT {
    private static final String RECORDS = "/pipelines/recalls/records";
    private static final int GUESSERS = 50;
    /** Of one long push after the other, on a machine that does something else, too. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    static Path folder;

    private static final ExecutorService clients = Executors.newCachedThreadPool();
    private static Azalai azalai;
    private static Up up;
    private static URI server;

    @BeforeAll
    static void start() {
        azalai = new Azalai(
                        folder.resolve("data"), "--sample", "--sample-date", "2026-06-01", "-Drecalls.sample.count=300")
                .startServices();
        up = new Up(azalai, "-Dhttp.port=0");
        server = up.anonymous("").build().uri();
    }

    @AfterAll
    static void stop() throws Exception {
        clients.shutdownNow();
        if (up != null) {
            up.close();
        }
        azalai.close();
    }

    private static List<Answer> atOnce(int pushes, IntFunction<String> body) {
        return IntStream.range(0, pushes)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> push(body.apply(i)), clients))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    private static Answer push(String body) {
        try {
            return up.send(up.request(RECORDS)
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(body)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String recalls(String prefix, int count) {
        return array(count, i -> """
                {"numero_fiche":"%s-%d","numero_version":1,"date_publication":"2026-05-30T10:00:00+00:00"}""".formatted(prefix, i));
    }

    private static String array(int count, IntFunction<String> record) {
        return IntStream.range(0, count).mapToObj(record).collect(Collectors.joining(",", "[", "]"));
    }

    private static void isUp() throws Exception {
        assertThat(up.get("/runs").status()).isEqualTo(200);
    }

    @Test
    @Order(1)
    void four_pushes_at_once_fit_into_the_heap() throws Exception {
        assertThat(atOnce(4, push -> recalls("N" + push, 5_000)))
                .allSatisfy(answer -> assertThat(answer.body().path("published").asInt())
                        .as(answer.error())
                        .isEqualTo(5_000));
        assertThat(atOnce(4, push -> """
                        [{"numero_fiche":"L-%d","numero_version":1,"libelle":"%s"}]""".formatted(push, "é".repeat(3_900_000))))
                .allSatisfy(answer -> assertThat(answer.body().path("published").asInt())
                        .as(answer.error())
                        .isEqualTo(1));
        isUp();
    }

    @Test
    @Order(1)
    @Tag("long")
    void four_pushes_of_as_many_records_as_there_may_be_fit_into_the_heap() throws Exception {
        assertThat(atOnce(4, push -> recalls("M" + push, 49_000)))
                .allSatisfy(answer -> assertThat(answer.body().path("published").asInt())
                        .as(answer.error())
                        .isEqualTo(49_000));
        isUp();
    }

    @Test
    @Order(2)
    void ten_megabytes_of_names_that_were_made_up_are_refused_in_seconds() {
        Answer names = push(array(100, record -> IntStream.range(0, 8_000)
                .mapToObj(i -> "\"n%d_%d\":1".formatted(record, i))
                .collect(Collectors.joining(",", "{", "}"))));
        assertThat(names.status()).as(names.error()).isEqualTo(400);
        assertThat(names.error()).contains("100 records are refused");

        Answer deep = push("[{\"a\":[" + "[],".repeat(1_000_000) + "1]}]");
        assertThat(deep.status()).isEqualTo(413);
        assertThat(deep.error()).isEqualTo("Record 0 holds more than 10000 values: nothing was published.");
    }

    @Test
    @Order(3)
    void who_knows_the_password_does_not_wait_for_those_who_guess() throws Exception {
        ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
        AtomicBoolean enough = new AtomicBoolean();
        // Only Linux has all of 127.0.0.0/8 without being told.
        boolean many = System.getProperty("os.name").equals("Linux");
        List<CompletableFuture<Void>> guessers = IntStream.range(0, GUESSERS)
                .mapToObj(i -> CompletableFuture.runAsync(
                        () -> {
                            for (int n = 0; !enough.get() && n < 200; n++) {
                                answers.add(guess(many ? "127.0.0." + (i + 2) : "127.0.0.1", n));
                            }
                        },
                        clients))
                .toList();

        await().until(() -> answers.size() > 200);
        for (int i = 0; i < 20; i++) {
            long asked = System.nanoTime();
            isUp();
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(3));
        }
        enough.set(true);
        guessers.forEach(CompletableFuture::join);
        assertThat(answers).allMatch(answer -> answer.startsWith("HTTP/1.1 401") || answer.startsWith("HTTP/1.1 429"));
        assertThat(answers).anyMatch(answer -> answer.startsWith("HTTP/1.1 429"));
    }

    @Test
    @Order(4)
    void of_two_hundred_wrong_passwords_at_once_five_are_answered_as_such() {
        List<String> answers = IntStream.range(0, 200)
                .mapToObj(n -> CompletableFuture.supplyAsync(() -> guess("127.0.0.1", n), clients))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        // One more after each second that it took.
        assertThat(answers.stream().filter(answer -> answer.startsWith("HTTP/1.1 401")))
                .hasSizeBetween(1, 10);
        assertThat(answers.stream().filter(answer -> answer.startsWith("HTTP/1.1 429")))
                .hasSizeGreaterThan(180);
    }

    private static String guess(String from, int n) {
        try (RawClient client = new RawClient(server.getPort(), from)) {
            client.send(
                    "GET /api/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer wrong%d\r\n\r\n"
                            .formatted(n));
            return client.answer();
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static String ask(String requestLine, String headers, String body) throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.send(head(requestLine, "Connection: close\r\n" + headers) + body);
            return client.answer();
        }
    }

    private static String head(String requestLine, String headers) {
        return "%s HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n%s\r\n"
                .formatted(requestLine, up.password(), headers);
    }

    private static String json(String body) {
        return "Content-Type: application/json\r\nContent-Length: %d\r\n".formatted(body.length());
    }

    private static void refused(String status, String answer) {
        assertThat(answer).startsWith("HTTP/1.1 " + status).containsPattern("\"error\":\"[^\"]");
    }

    @Test
    @Order(5)
    void what_no_name_or_day_can_be_is_a_mistake_of_the_sender() throws Exception {
        for (String path : List.of(
                "/runs?pipeline=%00",
                "/runs?pipeline=%FF",
                "/runs?pipeline=%C3",
                "/runs?%00=1",
                "/pipelines?tag=a%0Ab",
                "/runs?state=success%00",
                "/runs?pipline=recalls",
                "/runs?limit=1&limit=2",
                "/runs/1?id=2",
                "/pipelines/recalls?x",
                "/pipelines/recalls/stream?from=1")) {
            refused("400", ask("GET /api" + path, "", ""));
        }
        refused("40", ask("GET /api/pipelines/%00", "", ""));
        refused("40", ask("GET /api/pipelines/%FF", "", ""));
        refused("40", ask("GET /api/runs/%00", "", ""));
        for (String year : List.of("+999999999", "-999999999", "+10000", "0000")) {
            String body = "{\"from\":\"%1$s-01-01\",\"to\":\"%1$s-12-31\"}".formatted(year);
            refused("400", ask("POST /api/pipelines/recalls/runs", json(body), body));
        }
        assertThat(azalai.run("run", "recalls", "--from", "+999999999-01-01", "--to", "+999999999-01-01")
                        .err())
                .contains("'+999999999-01-01' is no day");
        assertThat(azalai.value("SELECT count(*) FROM azalai.run")).isEqualTo("0");
    }

    @Test
    @Order(6)
    void a_body_is_what_its_headers_say_and_nothing_more() throws Exception {
        for (String body :
                List.of("{} garbage", "{\"full\":true}{}", "{\"full\":true,\"full\":false}", "[]", "null", "{")) {
            refused("400", ask("POST /api/pipelines/recalls/runs", json(body), body));
        }
        String records = recalls("G", 1);
        refused("400", ask("POST /api" + RECORDS, "Content-Encoding: gzip\r\n" + json(records), records));
        refused("400", ask("POST /api/pipelines/recalls/runs", "Content-Encoding: gzip\r\n" + json("{}"), "{}"));
        refused("415", ask("POST /api" + RECORDS, "Content-Encoding: br\r\n" + json(records), records));
        Answer packed = up.send(up.request(RECORDS)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip(records))));
        assertThat(packed.status()).as(packed.error()).isEqualTo(202);
        Answer bomb = up.send(up.request(RECORDS)
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(gzip("[" + " ".repeat(100_000_000) + "]"))));
        assertThat(bomb.status()).as(bomb.error()).isEqualTo(413);
        assertThat(azalai.value("SELECT count(*) FROM azalai.run")).isEqualTo("0");
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var out = new java.util.zip.GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    @Order(7)
    void headers_that_mean_nothing_here_change_no_answer() throws Exception {
        String plain = body(ask("GET /api/pipelines", "", ""));
        assertThat(plain).contains("recalls");
        for (String header : List.of(
                "Content-Type: application/json; charset=utf-16",
                "Accept-Charset: utf-16",
                "Accept-Encoding: gzip",
                "Content-Encoding: gzip",
                "tag: none",
                "CamelHttpResponseCode: 500")) {
            assertThat(body(ask("GET /api/pipelines", header + "\r\n", "")))
                    .as(header)
                    .isEqualTo(plain);
        }
        assertThat(ask("GET /api/runs/99", "id: 1\r\n", "")).contains("There is no run 99.");
        String records = "[]";
        assertThat(ask(
                        "POST /api" + RECORDS,
                        "Content-Type: application/json; charset=utf-16\r\nContent-Length: 2\r\n",
                        records))
                .contains("{\"published\":0}");
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n"));
    }

    @Test
    @Order(8)
    void head_works_where_get_does() throws Exception {
        for (String path :
                List.of("/pipelines", "/pipelines/recalls", "/runs", "/openapi", "/pipelines/recalls/stream")) {
            String answer = ask("HEAD /api" + path, "", "");
            assertThat(answer).as(path).startsWith("HTTP/1.1 200");
            assertThat(body(answer)).as(path).isBlank();
        }
        assertThat(ask("HEAD /api/runs/99", "", "")).startsWith("HTTP/1.1 404");
        assertThat(ask("HEAD /api" + RECORDS, "", "")).startsWith("HTTP/1.1 405");
    }

    @Test
    @Order(9)
    void who_is_slow_is_ended_and_keeps_nobody_waiting() throws Exception {
        long run = up.post("/pipelines/recalls/runs", "").body().path("run").asLong();
        assertThat(up.ended(run).path("state").asText()).isEqualTo("success");
        List<RawClient> slow = new ArrayList<>();
        for (int i = 0; i < 110; i++) {
            RawClient body = new RawClient(server);
            body.send(
                    head("POST /api" + RECORDS, "Content-Type: application/json\r\nContent-Length: 1000000\r\n") + "[");
            slow.add(body);
        }
        for (int i = 0; i < 60; i++) {
            RawClient header = new RawClient(server);
            header.send("GET /api/runs HTTP/1.1\r\nX-Slow: ");
            slow.add(header);
        }
        List<RawClient> deaf = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            RawClient stream = new RawClient(server);
            stream.send(head("GET /api/pipelines/recalls/stream", "Last-Event-ID: 0\r\n"));
            deaf.add(stream);
        }

        await().pollInterval(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(100))
                .until(() -> {
                    slow.removeIf(client -> !client.send(" ") || client.ended());
                    long asked = System.nanoTime();
                    isUp();
                    assertThat(push(recalls("S", 1)).status()).isEqualTo(202);
                    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
                    return slow.isEmpty();
                });
        List<String> lines = new java.util.concurrent.CopyOnWriteArrayList<>();
        up.listen("/pipelines/recalls/stream", lines);
        await("a place among the streams").atMost(Duration.ofSeconds(30)).until(() -> lines.contains(": listening"));
        deaf.forEach(RawClient::close);
    }

    @Test
    @Order(10)
    void the_control_endpoint_bounds_its_connections_and_says_what_it_cannot_read() throws Exception {
        Properties control = new Properties();
        try (var reader = Files.newBufferedReader(azalai.folder().resolve("control.properties"))) {
            control.load(reader);
        }
        int port = Integer.parseInt(control.getProperty("port"));
        for (String body :
                List.of("", "{", "null", "[]", "{} garbage", "{\"pipeline\":null}", "{\"pipeline\":\"recalls\"}")) {
            refused("400", control(port, control.getProperty("token"), "/runs", body));
        }
        assertThat(control(port, "wrong", "/runs", "{}")).startsWith("HTTP/1.1 401");

        List<RawClient> slow = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            RawClient client = new RawClient(port, "127.0.0.1");
            client.send("POST /runs HTTP/1.1\r\nX-Slow: ");
            slow.add(client);
        }
        await("those beyond the bound are turned away")
                .atMost(Duration.ofSeconds(5))
                .until(() -> {
                    slow.removeIf(RawClient::ended);
                    return slow.size() <= 64;
                });
        await("the others are ended").atMost(Duration.ofSeconds(40)).until(() -> {
            slow.removeIf(client -> !client.send(" ") || client.ended());
            return slow.isEmpty();
        });
        assertThat(azalai.run("cancel", "99").err()).contains("99");
    }

    private static String control(int port, String token, String path, String body) throws IOException {
        try (RawClient client = new RawClient(port, "127.0.0.1")) {
            client.send(
                    "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(path, token, body.length(), body));
            return client.answer();
        }
    }

    @Test
    @Order(11)
    void a_taken_port_is_told_before_servers_start() throws Exception {
        Azalai.Ended ended =
                new Azalai(folder.resolve("other"), "--sample").run("up", "-Dhttp.port=" + server.getPort());

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("Port %d".formatted(server.getPort())).doesNotContain("starting");
    }
}
