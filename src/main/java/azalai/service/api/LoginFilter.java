package azalai.service.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Stands before every context of the server: one login, no foreign pages, and the headers that browsers are to heed. */
final class LoginFilter extends Handler.Wrapper {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Origins origins;
    private final Login login;

    LoginFilter(Handler inside, Origins origins, Login login) {
        super(inside);
        this.origins = origins;
        this.login = login;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Content-Security-Policy", "frame-ancestors 'none'");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        Optional<String> foreign = origins.refusal(request.getMethod(), request.getHeaders());
        if (foreign.isPresent()) {
            answer(response, callback, 403, foreign.get());
            return true;
        }
        Optional<Login.Refused> refused =
                login.refused(request.getHeaders().get(HttpHeader.AUTHORIZATION), Request.getRemoteAddr(request));
        if (refused.isPresent()) {
            Login.Refused why = refused.get();
            if (why.status() == 401) {
                headers.put(HttpHeader.WWW_AUTHENTICATE, "Basic realm=\"azalai\", charset=\"UTF-8\"");
            }
            if (!why.pause().isZero()) {
                headers.put(HttpHeader.RETRY_AFTER, why.pause().toSeconds());
            }
            answer(response, callback, why.status(), why.sentence());
            return true;
        }
        return super.handle(request, response, callback);
    }

    static void answer(Response response, Callback callback, int status, String sentence) throws Exception {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(JSON.writeValueAsBytes(Map.of("error", sentence))), callback);
    }
}
