package azalai.service.api;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the whole body of a request before anybody works on it: whoever sends slowly holds no thread and no place. Jetty's
 * own EagerContentHandler would keep the bodies in memory.
 */
final class BodyReceiver extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(BodyReceiver.class);
    /** 10 MB in a minute are 1.4 Mbit/s. */
    private static final Duration WITHIN = Duration.ofMinutes(1);
    /** So many bodies come in at once: 2 GB of disk at most. */
    private static final int AT_ONCE = 200;
    /** A client still sending when the connection is closed may never see the answer: it is listened to so long. */
    private static final long HEARD = 3L * Body.LONGEST;

    private final Path folder;
    private final Semaphore places = new Semaphore(AT_ONCE);

    BodyReceiver(Path folder, Handler inside) {
        super(inside);
        this.folder = folder;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields headers = request.getHeaders();
        if (!PlainRequest.hasBody(headers)) {
            return super.handle(new PlainRequest(request), response, callback);
        }
        String encoding = headers.get(HttpHeader.CONTENT_ENCODING);
        boolean packed = "gzip".equalsIgnoreCase(encoding);
        if (encoding != null && !packed && !encoding.equalsIgnoreCase("identity")) {
            LoginFilter.answer(
                    response, callback, 415, "A body packed as %s is not read: use gzip.".formatted(encoding));
        } else if (places.tryAcquire()) {
            Request.addCompletionListener(request, failure -> places.release());
            new Incoming(request, response, callback, Body.in(folder, packed)).begin();
        } else {
            LoginFilter.answer(response, callback, 503, "Too many bodies are coming in: try again in a while.");
        }
        return true;
    }

    private final class Incoming implements Runnable {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final Body body;
        private final AtomicBoolean ended = new AtomicBoolean();
        private Scheduler.Task deadline;

        Incoming(Request request, Response response, Callback callback, Body body) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.body = body;
        }

        void begin() {
            Request.addCompletionListener(request, failure -> body.close());
            deadline = getServer()
                    .getScheduler()
                    .schedule(
                            () -> refuse(408, "The body took longer than %d s.".formatted(WITHIN.toSeconds())), WITHIN);
            run();
        }

        /** Takes what is there, and is called again when more is. */
        @Override
        public void run() {
            try {
                while (!ended.get()) {
                    Content.Chunk chunk = request.read();
                    if (chunk == null) {
                        request.demand(this);
                        return;
                    }
                    if (Content.Chunk.isFailure(chunk)) {
                        LOG.debug("A body broke off", chunk.getFailure());
                        refuse(408, "The body broke off or came too slowly: send it again.");
                        return;
                    }
                    boolean last = take(chunk);
                    if (body.length() > Body.LONGEST && (last || body.length() > HEARD)) {
                        refuse(413, Body.TOO_LONG);
                    } else if (last) {
                        pass();
                    }
                }
            } catch (Exception e) {
                LOG.warn("A body could not be taken", e);
                refuse(500, "The body could not be taken: %s.".formatted(e.getMessage()));
            }
        }

        private boolean take(Content.Chunk chunk) throws IOException {
            try {
                body.add(chunk.getByteBuffer());
                return chunk.isLast();
            } finally {
                chunk.release();
            }
        }

        private void pass() {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            deadline.cancel();
            request.setAttribute(Body.ATTRIBUTE, body);
            PlainRequest plain = new PlainRequest(request);
            try {
                if (!getHandler().handle(plain, response, callback)) {
                    Response.writeError(plain, response, callback, 404);
                }
            } catch (Throwable e) {
                Response.writeError(plain, response, callback, e);
            }
        }

        private void refuse(int status, String sentence) {
            if (!ended.compareAndSet(false, true)) {
                return;
            }
            deadline.cancel();
            try {
                response.getHeaders().put(new HttpField(HttpHeader.CONNECTION, "close"));
                LoginFilter.answer(response, callback, status, sentence);
            } catch (Exception e) {
                callback.failed(e);
            }
        }
    }
}
