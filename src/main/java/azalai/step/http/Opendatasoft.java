package azalai.step.http;

import azalai.error.Failure;
import azalai.error.HttpFailures;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;

/** Requests to the Explore API v2.1 of one address, through the routes {@code http-get} and {@code http-get-json}. */
final class Opendatasoft implements AutoCloseable {
    /** The exchange property {@code http-get} reads its address from. */
    static final String URI = "azalai.http.uri";

    private static final String TEXT = "azalai.http.text";
    private static final int SHOWN = 80;

    private final CamelContext context;
    private final String url;
    private final ProducerTemplate template;

    Opendatasoft(CamelContext context, String url) {
        this.context = context;
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

    /**
     * One JSON answer. Each request is an exchange of its own: the retries it uses up are not those of the task.
     *
     * @throws Failure with one sentence if it failed for good
     */
    JsonNode get(String dataset, String endpoint, Map<String, Object> query) {
        Exchange request = new DefaultExchange(context);
        prepare(request, dataset, endpoint, query);
        template.send("direct:http-get-json", request);
        String text = request.getProperty(TEXT, String.class);
        if (request.getException() != null && text != null) {
            throw notJson(address(dataset, endpoint), text, request.getException());
        }
        return answer(request, dataset, endpoint).getBody(JsonNode.class);
    }

    /** One answer as it streams in; it stays open until {@code reader} is done. @throws Failure as above */
    InputStream stream(Exchange reader, String dataset, String endpoint, Map<String, Object> query) {
        Exchange request = new DefaultExchange(context);
        request.getExchangeExtension().setUnitOfWork(reader.getUnitOfWork());
        prepare(request, dataset, endpoint, query);
        template.send("direct:http-get", request);
        return answer(request, dataset, endpoint).getBody(InputStream.class);
    }

    private Message answer(Exchange request, String dataset, String endpoint) {
        if (request.getException() != null) {
            throw HttpFailures.of(address(dataset, endpoint), request.getException());
        }
        return request.getMessage();
    }

    /** Points an exchange at an endpoint; null values are left out of the query. */
    private void prepare(Exchange exchange, String dataset, String endpoint, Map<String, Object> query) {
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
        String base = "%s/api/explore/v2.1/catalog/datasets/%s".formatted(url, dataset);
        return endpoint.isEmpty() ? base : base + "/" + endpoint;
    }

    /** An answer that is no JSON, as a sentence that shows its beginning: a proxy's maintenance page, say. */
    static Failure notJson(String address, String text, Throwable cause) {
        String start = text == null ? "nothing" : text.strip().replaceAll("\\s+", " ");
        String what = start.startsWith("<") ? "a web page" : start.isEmpty() ? "an empty page" : "something";
        return new Failure(
                "%s answered %s instead of JSON ('%s'): check the address, or run again later; the cursor has not moved."
                        .formatted(address, what, start.length() > SHOWN ? start.substring(0, SHOWN) + "…" : start),
                cause);
    }

    @Override
    public void close() throws IOException {
        template.close();
    }
}
