package azalai.service.servers;

import azalai.error.Failure;
import azalai.error.Reasons;
import azalai.service.servers.EmbeddedServers.Running;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells a sample API that runs already which world to serve. */
public final class SampleControl {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private SampleControl() {}

    /** Makes the running sample API serve this world from now on. @throws Failure if it will not */
    public static void serve(Running running, SampleWorld world) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("count", world.count());
        body.put("date", world.date() == null ? null : world.date().toString());
        body.put("file", world.file() == null ? null : world.file().toString());
        body.put("dataset", world.dataset());
        URI uri = URI.create(running.addresses().sample().orElseThrow() + "/control/world");
        try {
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .timeout(WITHIN)
                    .header("Authorization", "Bearer " + running.sampleControlToken())
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new Failure("The sample API will not serve that: "
                        + JSON.readTree(answer.body()).path("message").asText(answer.body()));
            }
        } catch (IOException e) {
            throw new Failure("The sample API at %s does not answer: %s.".formatted(uri, Reasons.of(e)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while the sample API was told what to serve.", e);
        }
    }
}
