package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code azalai up} as a process, and the way to its API. */
final class Up implements AutoCloseable {
    /** An answer of the API. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {
        String error() {
            return body.path("error").asText();
        }
    }

    static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern URL = Pattern.compile("API: (http://\\S+)/openapi");
    private static final Pattern PASSWORD = Pattern.compile("password of user azalai is (\\S+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final String url;
    private String password;

    /** Starts it and waits until it is up. */
    Up(Azalai azalai, String... arguments) {
        process = azalai.start(
                Stream.concat(Stream.of("up"), Stream.of(arguments)).toArray(String[]::new));
        new Thread(this::listen, "up-stderr").start();
        await("up").atMost(Duration.ofSeconds(90)).until(() -> has("up; Ctrl-C stops") || !process.isAlive());
        assertThat(process.isAlive()).as(String.join("\n", lines)).isTrue();
        url = found(URL);
        password = found(PASSWORD);
    }

    private void listen() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            // The process ended, and its stream with it.
            lines.add(e.toString());
        }
    }

    /** Waits until it said this on standard error. */
    void awaitLine(String text) {
        await(text).atMost(Duration.ofSeconds(90)).until(() -> has(text));
    }

    private boolean has(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /** Empty where it was not said: the password is, at the first start only. */
    private String found(Pattern pattern) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1))
                .findFirst()
                .orElse("");
    }

    String password() {
        return password;
    }

    void logInWith(String other) {
        password = other;
    }

    /** A request below {@code /api} with the login. */
    HttpRequest.Builder request(String path) {
        return anonymous(path).header("Authorization", "Bearer " + password);
    }

    /** A request below {@code /api} without a login. */
    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(40));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    Answer post(String path, String type, BodyPublisher body) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", type).POST(body));
    }

    Answer post(String path, String json) throws IOException, InterruptedException {
        return post(path, "application/json", BodyPublishers.ofString(json));
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()), response);
    }

    /** Listens to a stream into {@code into}; the answer is complete when the stream ended, whole or not. */
    CompletableFuture<Void> listen(String path, List<String> into, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + password);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofLines())
                .thenAcceptAsync(response -> response.body().forEach(into::add));
    }

    /** Waits until a run ended and gives it. */
    JsonNode ended(long run) {
        await("end of run " + run)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> !List.of("queued", "running")
                        .contains(get("/runs/" + run).body().path("state").asText()));
        try {
            return get("/runs/" + run).body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ctrl-C's gentler sister. @return whether it ended within this time */
    boolean stop(Duration within) throws InterruptedException {
        process.destroy();
        return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws InterruptedException {
        if (!stop(Duration.ofSeconds(45))) {
            process.destroyForcibly().waitFor();
        }
    }
}
