package azalai.step.http;

import azalai.error.Failure;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Pages out of {@code /records}, as the tutorials read it. The API shows only the first 10,000 rows of an answer: near
 * that edge a new window begins at the last day seen, and the records of that day that came already are left out.
 */
final class RecordsPages extends Pages {
    /** The API's own limits: https://data.economie.gouv.fr answers 400 beyond them. */
    private static final int LIMIT = 100;

    private static final int WINDOW = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> RECORD = new TypeReference<>() {};

    private final Opendatasoft api;
    private final String orderBy;
    private final String key;
    private String where;
    private int offset;
    private String windowBegan;
    private String lastDay;
    private final Set<Object> keysOfLastDay = new HashSet<>();
    private Set<Object> seenBefore = Set.of();
    private boolean exhausted;

    /**
     * The pages of a reading.
     *
     * @param orderBy the order of the API, beginning with the cursor's field
     * @param key the field that tells records of one day apart
     */
    RecordsPages(Fetch fetch, Opendatasoft api, String orderBy, String key) {
        super(fetch);
        this.api = api;
        this.orderBy = orderBy;
        this.key = key;
        this.where = fetch.where();
    }

    @Override
    void read(List<Map<String, Object>> page) {
        while (page.size() + LIMIT <= SIZE && !exhausted) {
            if (offset + LIMIT > WINDOW) {
                nextWindow();
            }
            Map<String, Object> query = new LinkedHashMap<>();
            query.put("where", where);
            query.put("order_by", orderBy);
            query.put("limit", LIMIT);
            query.put("offset", offset);
            JsonNode results = api.get(fetch().dataset(), "records", query).path("results");
            for (JsonNode result : results) {
                add(JSON.convertValue(result, RECORD), page);
            }
            offset += LIMIT;
            exhausted = results.size() < LIMIT;
        }
    }

    private void add(Map<String, Object> record, List<Map<String, Object>> page) {
        String day = fetch().kind().read(record.get(fetch().cursorField())).orElse(null);
        if (day != null && !day.equals(lastDay)) {
            lastDay = day;
            keysOfLastDay.clear();
        }
        Object identity = record.get(key);
        keysOfLastDay.add(identity == null ? record : identity);
        if (!seenBefore.contains(identity == null ? record : identity)) {
            page.add(record);
        }
    }

    private void nextWindow() {
        String since = "%s >= '%s'".formatted(fetch().cursorField(), lastDay);
        if (lastDay == null || lastDay.equals(windowBegan) || since.equals(where)) {
            throw new Failure(
                    "%s has more than %d records published on %s, which /records cannot show: set the pipeline's fetch to export."
                            .formatted(fetch().dataset(), WINDOW, lastDay == null ? "no day" : lastDay));
        }
        seenBefore = Set.copyOf(keysOfLastDay);
        String upper = upperBound();
        where = upper == null ? since : since + " and " + upper;
        windowBegan = lastDay;
        offset = 0;
    }

    /** What a backfill's condition says beyond its first comparison; null if nothing. */
    private String upperBound() {
        String first = fetch().where();
        int and = first == null ? -1 : first.indexOf(" and ");
        return and < 0 ? null : first.substring(and + " and ".length());
    }

    @Override
    OptionalLong countAfter() {
        return OptionalLong.of(api.count(fetch().dataset(), fetch().where()));
    }

    @Override
    public void close() {
        // Each answer was read to its end.
    }
}
