package azalai.service.api;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * A request as Camel may see it. Camel takes every header and every query parameter for a header of its message, unpacks
 * bodies and answers in the request's charset: of the headers only those that mean something here are shown, and no body.
 * HEAD is a GET whose answer Jetty sends without its body.
 */
final class PlainRequest extends Request.Wrapper {
    /** The attribute that is there if nobody wants the answer's body. */
    static final String HEAD = "azalai.head";

    private final HttpFields headers;

    PlainRequest(Request request) {
        super(request);
        HttpFields.Mutable shown = HttpFields.build();
        for (String name : new String[] {"Host", "Accept", "Last-Event-ID"}) {
            String value = request.getHeaders().get(name);
            if (value != null) {
                shown.put(name, value);
            }
        }
        if (hasBody(request.getHeaders())) {
            shown.put(HttpHeader.CONTENT_TYPE, type(request.getHeaders()));
        }
        shown.put(HttpHeader.CONTENT_LENGTH, 0);
        headers = shown.asImmutable();
        if (HttpMethod.HEAD.is(request.getMethod())) {
            setAttribute(HEAD, true);
        }
    }

    static boolean hasBody(HttpFields headers) {
        return headers.getLongField(HttpHeader.CONTENT_LENGTH) > 0 || headers.contains(HttpHeader.TRANSFER_ENCODING);
    }

    /** The type of the body without its parameters: JSON is UTF-8. Empty if it is not said. */
    static String type(HttpFields headers) {
        String type = headers.get(HttpHeader.CONTENT_TYPE);
        return type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String getMethod() {
        String method = super.getMethod();
        return HttpMethod.HEAD.is(method) ? HttpMethod.GET.asString() : method;
    }

    @Override
    public HttpFields getHeaders() {
        return headers;
    }

    @Override
    public long getLength() {
        return 0;
    }

    @Override
    public Content.Chunk read() {
        return Content.Chunk.EOF;
    }

    @Override
    public void demand(Runnable demandCallback) {
        demandCallback.run();
    }
}
