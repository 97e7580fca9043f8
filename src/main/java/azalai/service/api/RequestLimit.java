package azalai.service.api;

import java.time.Duration;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.QoSHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** So many requests of a kind are worked on at once; the others wait their turn without a thread. */
final class RequestLimit extends QoSHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestLimit.class);
    static final PathSpec PUSH = PathSpec.from("^/api/pipelines/[^/]+/records/?$");
    static final PathSpec STREAM = PathSpec.from("^/api/pipelines/[^/]+/stream/?$");
    /** Less than the idle time-out, which would end a request that waits. */
    private static final Duration WAIT = Duration.ofSeconds(25);

    private RequestLimit(Handler inside, int atOnce, int waiting) {
        super(inside);
        setMaxRequestCount(atOnce);
        setMaxSuspendedRequestCount(waiting);
        setMaxSuspend(WAIT);
    }

    /** Of pushes so many at once, of all else but streams, which have places of their own, so many. */
    static Handler of(int pushes, int others, int waiting, Handler inside) {
        RequestLimit pushing = new RequestLimit(inside, pushes, waiting);
        pushing.include(PUSH);
        RequestLimit asking = new RequestLimit(pushing, others, waiting);
        asking.exclude(PUSH, STREAM);
        return asking;
    }

    @Override
    protected void reject(Request request, Response response, Callback callback, int status) {
        busy(response, callback);
    }

    @Override
    protected void failSuspended(Request request, Response response, Callback callback, int status, Throwable failure) {
        LOG.debug("A request waited in vain", failure);
        busy(response, callback);
    }

    private static void busy(Response response, Callback callback) {
        try {
            LoginFilter.answer(response, callback, 503, "Too many others are asking: try again in a while.");
        } catch (Exception e) {
            callback.failed(e);
        }
    }
}
