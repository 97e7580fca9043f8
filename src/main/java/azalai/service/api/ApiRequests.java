package azalai.service.api;

import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Refuses, before anything of a body is read, what the API cannot mean: another type than JSON, a query nobody can read. */
final class ApiRequests extends Handler.Wrapper {
    private static final Set<String> TYPES = Set.of("application/json", "application/x-ndjson");

    ApiRequests(Handler inside) {
        super(inside);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<String> query = query(request);
        if (query.isPresent()) {
            LoginFilter.answer(response, callback, 400, query.get());
            return true;
        }
        Optional<String> type = type(request.getHeaders());
        if (type.isPresent()) {
            LoginFilter.answer(response, callback, 415, type.get());
            return true;
        }
        return super.handle(request, response, callback);
    }

    /** A form is what a foreign page can send without asking first; the servlet would take its fields for headers. */
    static Optional<String> type(HttpFields headers) {
        String type = PlainRequest.type(headers);
        if (TYPES.contains(type) || !PlainRequest.hasBody(headers)) {
            return Optional.empty();
        }
        return Optional.of(
                "The body's Content-Type is %s: send JSON as application/json, or a line a record as application/x-ndjson."
                        .formatted(type.isEmpty() ? "missing" : "'" + type + "'"));
    }

    private static Optional<String> query(Request request) {
        Fields fields;
        try {
            fields = Request.extractQueryParameters(request);
        } catch (RuntimeException e) {
            return Optional.of("The query of the address cannot be read: write it as UTF-8, escaped by %.");
        }
        for (Fields.Field field : fields) {
            if (hasControls(field.getName()) || field.getValues().stream().anyMatch(ApiRequests::hasControls)) {
                return Optional.of("The query of the address holds a character that no name has.");
            }
        }
        return Optional.empty();
    }

    private static boolean hasControls(String text) {
        // U+FFFD stands where bytes were no UTF-8.
        return text != null && text.chars().anyMatch(c -> Character.isISOControl(c) || c == 0xFFFD);
    }
}
