package azalai.sample;

import azalai.sample.query.Condition;
import azalai.sample.query.Query;
import azalai.sample.query.Selection;
import azalai.sample.query.SortKey;
import azalai.sample.query.Source;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;

/** What a request for records asks, checked against the dataset and the API's limits. */
record Request(Source source, Query query, Selection selection, ZoneId zone) {
    /** The window beyond which the API gives no record by offset. */
    static final int WINDOW = 10_000;

    private static final int MOST_RECORDS = 100;
    private static final int DEFAULT_RECORDS = 10;

    /** A request of {@code /records}; {@code limit=-1} means as many as it may be. */
    static Request records(Source source, Parameters parameters) {
        int limit = parameters.integer("limit", DEFAULT_RECORDS, -1, MOST_RECORDS);
        int offset = parameters.integer("offset", 0, 0, Integer.MAX_VALUE);
        int most = limit < 0 ? MOST_RECORDS : limit;
        checkWindow((long) offset + most);
        return of(source, parameters, offset, most);
    }

    /** A request of {@code /exports}: everything unless a limit says otherwise; an offset brings the window back. */
    static Request export(Source source, Parameters parameters) throws IOException {
        int limit = parameters.integer("limit", -1, -1, Integer.MAX_VALUE);
        int offset = parameters.integer("offset", 0, 0, Integer.MAX_VALUE);
        Request request = of(source, parameters, offset, limit);
        if (offset > 0) {
            long end = limit < 0 ? source.count(request.query().where()) : (long) offset + limit;
            checkWindow(Math.max(end, offset));
        }
        return request;
    }

    private static Request of(Source source, Parameters parameters, int offset, int limit) {
        ZoneId zone = parameters.zone();
        Condition where = Condition.ALL;
        for (String clause : parameters.all("where")) {
            where = and(where, Condition.parse(clause, source.schema(), zone));
        }
        for (String facet : parameters.all("refine")) {
            where = and(where, refine(facet, source, zone));
        }
        List<SortKey> order = SortKey.parse(parameters.get("order_by"), source.schema());
        Selection selection = Selection.parse(parameters.get("select"), source.schema());
        return new Request(source, new Query(where, order, offset, limit), selection, zone);
    }

    private static Condition and(Condition left, Condition right) {
        return left == Condition.ALL ? right : new Condition.And(left, right);
    }

    private static Condition refine(String facet, Source source, ZoneId zone) {
        int colon = facet.indexOf(':');
        if (colon < 1) {
            throw ApiError.parameter(
                    "Invalid value for refine API parameter: " + facet + " was found but facet:value is expected.");
        }
        String value = facet.substring(colon + 1).strip().replace("\"", "").replace("\\", "\\\\");
        return Condition.parse(facet.substring(0, colon) + " = \"" + value + "\"", source.schema(), zone);
    }

    private static void checkWindow(long sum) {
        if (sum > WINDOW) {
            throw ApiError.parameter("Invalid value for sum of offset + limit API parameter: " + sum
                    + " was found but <= " + WINDOW + " is expected.");
        }
    }

    /** How many records the answer will have. */
    long expected() throws IOException {
        long found = Math.max(0, source.count(query.where()) - query.offset());
        return query.limit() < 0 ? found : Math.min(found, query.limit());
    }
}
