package azalai.source;

import azalai.Failure;
import azalai.http.HttpFailures;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/** Requests to the Explore API v2.1 of one address, through the route {@code http-get}. */
final class Opendatasoft implements AutoCloseable {
    /** The exchange property {@code http-get} reads its address from. */
    static final String URI = "azalai.http.uri";

    private static final String TEXT = "azalai.http.text";
    private static final int SHOWN = 80;

    private final String url;
    private final ProducerTemplate template;

    Opendatasoft(CamelContext context, String url) {
        this.url = url;
        this.template = context.createProducerTemplate();
    }

    /** How many records answer the condition; null = all. */
    long count(String dataset, String where) {
        Map<String, Object> query = new LinkedHashMap<>();
        query.put("where", where);
        query.put("limit", 0);
        JsonNode count = get(dataset, "records", query).path("total_count");
        if (!count.isIntegralNumber()) {
            throw new Failure("%s did not say how many records it has: is it an Explore API v2.1?"
                    .formatted(address(dataset, "records")));
        }
        return count.asLong();
    }

    /** One JSON answer. */
    JsonNode get(String dataset, String endpoint, Map<String, Object> query) {
        Exchange answer =
                template.send("direct:http-get-json", exchange -> prepare(exchange, dataset, endpoint, query));
        String address = address(dataset, endpoint);
        String text = answer.getProperty(TEXT, String.class);
        if (answer.getException() != null && text != null) {
            throw notJson(address, text, answer.getException());
        }
        if (answer.getException() != null) {
            throw HttpFailures.of(address, answer.getException());
        }
        return answer.getMessage().getBody(JsonNode.class);
    }

    /** Points an exchange at an endpoint; null values are left out of the query. */
    void prepare(Exchange exchange, String dataset, String endpoint, Map<String, Object> query) {
        exchange.setProperty(URI, address(dataset, endpoint));
        exchange.getMessage().setBody(null);
        exchange.getMessage()
                .setHeader(
                        Exchange.HTTP_QUERY,
                        query.entrySet().stream()
                                .filter(e -> e.getValue() != null)
                                .map(e -> e.getKey() + "="
                                        + URLEncoder.encode(e.getValue().toString(), StandardCharsets.UTF_8)
                                                .replace("+", "%20"))
                                .collect(Collectors.joining("&")));
        exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "GET");
    }

    String address(String dataset, String endpoint) {
        return "%s/api/explore/v2.1/catalog/datasets/%s/%s".formatted(url, dataset, endpoint);
    }

    /** An answer that is no JSON, as a sentence that shows its beginning: a proxy's maintenance page, say. */
    static Failure notJson(String address, String text, Throwable cause) {
        String start = text == null ? "nothing" : text.strip().replaceAll("\\s+", " ");
        boolean html = start.startsWith("<");
        return new Failure(
                "%s answered %s instead of JSON ('%s'): check the address, or run again later; the cursor has not moved."
                        .formatted(
                                address,
                                html ? "a web page" : "something",
                                start.length() > SHOWN ? start.substring(0, SHOWN) + "…" : start),
                cause);
    }

    @Override
    public void close() throws IOException {
        template.close();
    }
}
