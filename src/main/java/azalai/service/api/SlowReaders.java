package azalai.service.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends the connection of who does not take the answer: each piece, of 32 KB at most, has to be gone within a time. Jetty's
 * idle time-out begins anew with every byte that is taken.
 */
final class SlowReaders extends Handler.Wrapper {
    private static final Duration WITHIN = Duration.ofSeconds(10);

    SlowReaders(Handler inside) {
        super(inside);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        EndPoint client = request.getConnectionMetaData().getConnection().getEndPoint();
        Scheduler scheduler = getServer().getScheduler();
        return super.handle(
                request,
                new Response.Wrapper(request, response) {
                    @Override
                    public void write(boolean last, ByteBuffer bytes, Callback written) {
                        Scheduler.Task late = scheduler.schedule(
                                () -> client.close(new TimeoutException("The answer was not taken.")), WITHIN);
                        super.write(last, bytes, Callback.from(late::cancel, written));
                    }
                },
                callback);
    }
}
