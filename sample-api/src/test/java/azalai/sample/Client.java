package azalai.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A client of the sample API, as plain as can be. */
final class Client {
    static final String V1 = "rappelconso0";
    static final String V2 = "rappelconso-v2-gtin-espaces";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final SampleApi api;

    Client(SampleApi api) {
        this.api = api;
    }

    /** Parameters are names and values in turn. */
    HttpResponse<String> get(String path, String... parameters) throws IOException, InterruptedException {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(i == 0 ? '?' : '&').append(parameters[i]).append('=');
            query.append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        URI uri = URI.create(api.uri() + "/api/explore/v2.1/catalog/datasets/" + path + query);
        return http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    JsonNode json(String path, String... parameters) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path, parameters);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + ": " + response.body());
        }
        return MAPPER.readTree(response.body());
    }

    List<JsonNode> lines(String path, String... parameters) throws IOException, InterruptedException {
        List<JsonNode> rows = new ArrayList<>();
        for (String line : get(path, parameters).body().split("\n")) {
            if (!line.isEmpty()) {
                rows.add(MAPPER.readTree(line));
            }
        }
        return rows;
    }

    HttpResponse<String> control(String method, String path, String body, String token)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.uri() + "/control/" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    JsonNode control(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> response = control(method, path, body, api.controlToken());
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + ": " + response.body());
        }
        return MAPPER.readTree(response.body());
    }
}
