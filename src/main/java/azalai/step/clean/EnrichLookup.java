package azalai.step.clean;

import azalai.error.Failure;
import azalai.error.Sentences;
import azalai.page.Counts;
import azalai.page.Page;
import azalai.page.PageStep;
import azalai.step.clean.LookupCache.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.jdbc.JdbcConstants;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.util.TimeUtils;

/**
 * The parts around Camel's {@code enrich} that make it a look-up for a page: {@link #unknown} names the values to ask
 * for, {@link #ask} makes one of them a request, {@link #aggregate} takes the answer, {@link #fill} writes the answers
 * into the records. A page asks once for each distinct value that the cache does not know.
 *
 * <p>No match is null and counts as {@code unmatched.<into>}; a look-up that fails, fails the page, since it must never
 * read as "no match". HTTP status 404 is no match.
 */
public final class EnrichLookup implements AggregationStrategy {
    /** Stands in {@code httpPath} and {@code httpQuery} for the value, percent-encoded. */
    static final String PLACEHOLDER = "{value}";

    private static final String VALUE = "azalai.lookup.value";
    private static final String ANSWERS = "azalai.lookup.answers";
    private static final int NOT_FOUND = 404;

    private String from;
    private String into;
    private String field;
    private String query;
    private String httpPath;
    private String httpQuery;
    private boolean lowerCase;
    private int cacheSize = 10_000;
    private String timeToLive = "1m";
    private LookupCache cache;

    /** The field whose value is looked up. */
    public void setFrom(String from) {
        this.from = from;
    }

    /** The field for the answer. */
    public void setInto(String into) {
        this.into = into;
    }

    /** The answer's column or JSON field; empty: the first column, or the whole text. */
    public void setField(String field) {
        this.field = field.isBlank() ? null : field;
    }

    /** The body of the request, such as a SQL query with the parameter {@code :?value}; empty: the value itself. */
    public void setQuery(String query) {
        this.query = query.isBlank() ? null : query;
    }

    /** What follows the path of an HTTP service, with {@code {value}}; empty: nothing. */
    public void setHttpPath(String httpPath) {
        this.httpPath = httpPath.isBlank() ? null : httpPath;
    }

    /** The query of an HTTP service, with {@code {value}}; empty: none. */
    public void setHttpQuery(String httpQuery) {
        this.httpQuery = httpQuery.isBlank() ? null : httpQuery;
    }

    /** Whether the value is looked up in lower case. */
    public void setLowerCase(boolean lowerCase) {
        this.lowerCase = lowerCase;
    }

    /** How many answers are remembered. */
    public void setCacheSize(int cacheSize) {
        this.cacheSize = cacheSize;
    }

    /** How long an answer is remembered, as Camel writes durations. */
    public void setTimeToLive(String timeToLive) {
        this.timeToLive = timeToLive;
    }

    /** The distinct values of the page whose answer is not in the cache; the known answers are laid by for the page. */
    public List<String> unknown(Exchange exchange) {
        Map<String, Answer> answers = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        for (Map<String, Object> record : Page.of(exchange)) {
            String key = key(record);
            if (key != null && !answers.containsKey(key)) {
                Answer known = cache().get(key);
                answers.put(key, known);
                if (known == null) {
                    unknown.add(key);
                }
            }
        }
        exchange.setProperty(ANSWERS, answers);
        return unknown;
    }

    /** Makes a request of the value in the body: body, SQL parameter or HTTP path and query, and no other header. */
    public void ask(Exchange exchange) {
        String value = exchange.getMessage().getBody(String.class);
        exchange.setProperty(VALUE, value);
        Message request = new DefaultMessage(exchange.getContext());
        exchange.setMessage(request);
        if (httpPath == null && httpQuery == null) {
            request.setBody(query == null ? value : query);
            request.setHeader(JdbcConstants.JDBC_PARAMETERS, Map.of("value", value));
        } else {
            String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
            request.setHeader(Exchange.HTTP_PATH, filled(httpPath, encoded));
            request.setHeader(Exchange.HTTP_QUERY, filled(httpQuery, encoded));
        }
    }

    private static String filled(String template, String encoded) {
        return template == null ? null : template.replace(PLACEHOLDER, encoded);
    }

    /** Takes the answer for the value that was asked; a failed look-up fails the exchange. */
    @Override
    @SuppressWarnings("unchecked")
    public Exchange aggregate(Exchange asked, Exchange answered) {
        String key = asked.getProperty(VALUE, String.class);
        try {
            Answer answer = new Answer(value(answered));
            cache().put(key, answer);
            asked.getProperty(ANSWERS, Map.class).put(key, answer);
        } catch (Exception e) {
            asked.setException(new Failure(
                    "The look-up of %s for '%s' failed: %s".formatted(into, shortened(key), Sentences.of(e)), e));
        }
        return asked;
    }

    private Object value(Exchange answered) throws Exception {
        Exception failure = answered.getException();
        if (failure instanceof HttpOperationFailedException http && http.getStatusCode() == NOT_FOUND) {
            return null;
        }
        if (failure != null) {
            throw failure;
        }
        Object body = answered.getMessage().getBody();
        boolean rows = body instanceof List || body instanceof Map;
        return LookupAnswer.value(rows ? body : answered.getMessage().getBody(String.class), field);
    }

    /** Writes the answers into the records of the page. */
    @SuppressWarnings("unchecked")
    public void fill(Exchange exchange) {
        Map<String, Answer> answers = (Map<String, Answer>) exchange.removeProperty(ANSWERS);
        long unmatched = 0;
        for (Map<String, Object> record : Page.of(exchange)) {
            String key = key(record);
            Object value = key == null ? null : answers.get(key).value();
            record.put(into, value);
            unmatched += key != null && value == null ? 1 : 0;
        }
        Counts counts = exchange.getProperty(PageStep.COUNTS, Counts.class);
        if (counts != null && unmatched > 0) {
            counts.add("unmatched." + into, unmatched);
        }
    }

    private String key(Map<String, Object> record) {
        Object value = record.get(from);
        String key = value == null ? null : value.toString();
        return key != null && lowerCase ? key.toLowerCase(Locale.ROOT) : key;
    }

    private synchronized LookupCache cache() {
        if (cache == null) {
            cache = new LookupCache(cacheSize, TimeUtils.toDuration(timeToLive), InstantSource.system());
        }
        return cache;
    }

    private static String shortened(String key) {
        return key.length() > 80 ? key.substring(0, 80) + "…" : key;
    }
}
