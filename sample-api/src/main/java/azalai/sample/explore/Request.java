package azalai.sample.explore;

import azalai.sample.ApiError;
import azalai.sample.Parameters;
import java.time.ZoneId;

/** What a request for records asks, checked against the dataset and the API's limits. */
record Request(Dataset dataset, Query query, Selection selection, ZoneId zone) {
    /** The window beyond which the API gives no record by offset. */
    private static final int WINDOW = 10_000;

    private static final int MOST_RECORDS = 100;
    private static final int DEFAULT_RECORDS = 10;

    /** A request of {@code /records}; {@code limit=-1} means as many as it may be. */
    static Request records(Dataset dataset, Parameters parameters) {
        int limit = parameters.integer("limit", DEFAULT_RECORDS, -1, MOST_RECORDS);
        int offset = parameters.integer("offset", 0, 0, Integer.MAX_VALUE);
        int most = limit < 0 ? MOST_RECORDS : limit;
        checkWindow((long) offset + most);
        return of(dataset, parameters, offset, most);
    }

    /** A request of {@code /exports}: everything unless a limit says otherwise; an offset brings the window back. */
    static Request export(Dataset dataset, Parameters parameters) {
        int limit = parameters.integer("limit", -1, -1, Integer.MAX_VALUE);
        int offset = parameters.integer("offset", 0, 0, Integer.MAX_VALUE);
        Request request = of(dataset, parameters, offset, limit);
        if (offset > 0) {
            long end = limit < 0 ? request.total() : (long) offset + limit;
            checkWindow(Math.max(end, offset));
        }
        return request;
    }

    private static Request of(Dataset dataset, Parameters parameters, int offset, int limit) {
        ZoneId zone = parameters.zone();
        Schema schema = dataset.schema();
        Condition where = Condition.ALL;
        for (String clause : parameters.all("where")) {
            where = where.and(Condition.parse(clause, schema, zone));
        }
        for (String facet : parameters.all("refine")) {
            where = where.and(Condition.parse(refine(facet), schema, zone));
        }
        Query query = new Query(where, SortKey.parse(parameters.get("order_by"), schema), offset, limit);
        return new Request(dataset, query, Selection.parse(parameters.get("select"), schema), zone);
    }

    private static String refine(String facet) {
        int colon = facet.indexOf(':');
        if (colon < 1) {
            throw ApiError.parameter("refine", facet, "facet:value");
        }
        String value = facet.substring(colon + 1).strip().replace("\"", "").replace("\\", "\\\\");
        return facet.substring(0, colon) + " = \"" + value + "\"";
    }

    private static void checkWindow(long sum) {
        if (sum > WINDOW) {
            throw ApiError.parameter("sum of offset + limit", Long.toString(sum), "<= " + WINDOW);
        }
    }

    /** How many records there are, whatever limit and offset. */
    long total() {
        return dataset.count(query.where());
    }

    /** How many records the answer will have. */
    long expected() {
        long found = Math.max(0, total() - query.offset());
        return query.limit() < 0 ? found : Math.min(found, query.limit());
    }
}
