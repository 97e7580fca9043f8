package azalai.service.control;

import azalai.config.DataFolder;
import azalai.error.Failure;
import azalai.error.Refusal;
import azalai.pipeline.RunRequest;
import azalai.run.RunResult;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Asks the application that owns a data folder for a run, and listens to it, or for the end of one. */
public final class ControlClient {
    private final URI uri;
    private final String token;

    private ControlClient(URI uri, String token) {
        this.uri = uri;
        this.token = token;
    }

    /** The endpoint of the folder's owner; empty if the owner has none: it executes a run of its own. */
    public static Optional<ControlClient> find(DataFolder data) {
        Path file = data.resolve(ControlServer.FILE);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (java.nio.file.NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new Failure("The control file %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
        return Optional.of(new ControlClient(
                URI.create("http://127.0.0.1:" + properties.getProperty("port") + "/"),
                properties.getProperty("token")));
    }

    /**
     * Asks for a run and returns how it ended; leaving early does not end it.
     *
     * @param settings what the run shall have, by name
     * @throws Refusal if the owner has other settings
     */
    public RunResult execute(RunRequest request, Map<String, String> settings, Consumer<String> progress) {
        String told = null;
        try {
            HttpResponse<java.io.InputStream> answer = HttpClient.newHttpClient()
                    .send(
                            post("runs", new AskedRun(request, marked(settings))),
                            HttpResponse.BodyHandlers.ofInputStream());
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode node = ControlServer.JSON.readTree(line);
                    if (node.has("result")) {
                        return ControlServer.JSON.treeToValue(node.get("result"), RunResult.class);
                    }
                    if (node.has("error")) {
                        String sentence = node.get("error").asText();
                        throw node.path("exit").asInt() == 2 ? new Refusal(sentence) : new Failure(sentence);
                    }
                    String said = node.path("progress").asText();
                    progress.accept(told == null ? said + ", executed by azalai up" : said);
                    told = told == null ? said : told;
                }
            }
            throw cutOff(told, null);
        } catch (IOException e) {
            throw cutOff(told, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while listening to the run; it goes on.", e);
        }
    }

    /** The first thing that is told of a run is its number. */
    private static Failure cutOff(String told, IOException e) {
        return new Failure(
                told == null
                        ? "azalai up stopped before it told of a run: ./azalai runs shows whether one was begun."
                        : "azalai up stopped while it executed %s: the next ./azalai up goes on with it or closes it, ./azalai runs shows how it stands."
                                .formatted(told),
                e);
    }

    private Map<String, String> marked(Map<String, String> settings) {
        Mark mark = new Mark(token);
        Map<String, String> marked = new TreeMap<>();
        settings.forEach((name, value) -> marked.put(name, mark.of(value)));
        return marked;
    }

    private HttpRequest post(String path, Object body) throws IOException {
        return HttpRequest.newBuilder(uri.resolve(path))
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(ControlServer.JSON.writeValueAsString(body)))
                .build();
    }
}
