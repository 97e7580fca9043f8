package azalai.step.http;

import azalai.run.Runs;
import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/** Ends a run's wait for an answer when the run is cancelled: no interrupt reaches a thread that reads from a socket. */
public final class CancellableRequests extends HttpRequestExecutor {
    private final Runs runs;

    /** Requests of these runs. */
    public CancellableRequests(Runs runs) {
        this.runs = runs;
    }

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request,
            HttpClientConnection connection,
            HttpResponseInformationCallback callback,
            HttpContext context)
            throws IOException, HttpException {
        // Only until the answer begins: the connection goes back to a pool that other runs share.
        Runnable forget = runs.ofThisThread()
                .map(run -> run.onCancel(() -> connection.close(CloseMode.IMMEDIATE)))
                .orElse(() -> {});
        try {
            return super.execute(request, connection, callback, context);
        } finally {
            forget.run();
        }
    }
}
