package azalai.service.api;

import azalai.database.Database;
import azalai.ledger.LoadedRuns;
import azalai.pipeline.Pipelines;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.http.common.HttpMessage;
import org.apache.camel.support.SynchronizationAdapter;

/** {@code GET /api/pipelines/{id}/stream}: new and changed rows, as loads commit them. */
final class StreamApi implements AutoCloseable {
    /** Each holds a thread of the server for as long as it listens. */
    static final int MOST_SUBSCRIBERS = 50;

    private final Database database;
    private final Pipelines pipelines;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
    /** Of the six connections of the application. */
    private final Semaphore turns = new Semaphore(2, true);

    private boolean closed;

    StreamApi(Database database, Pipelines pipelines) {
        this.database = database;
        this.pipelines = pipelines;
    }

    /** Answers with a stream that goes on until one of both leaves. */
    public void stream(Exchange exchange) {
        String pipeline = PipelineApi.named(pipelines, exchange).name();
        if (exchange.getMessage(HttpMessage.class).getRequest().getAttribute(PlainRequest.HEAD) != null) {
            Answers.write(exchange, 200, "text/event-stream", new byte[0]);
            return;
        }
        EventStream stream = open(pipeline, exchange.getMessage().getHeader("Last-Event-ID", String.class));
        // Whatever ends the answer, a subscriber that is gone or we: the place is free again.
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                stream.close();
                streams.remove(stream);
            }
        });
        Answers.write(exchange, 200, "text/event-stream", stream);
        exchange.getMessage().setHeader("X-Accel-Buffering", "no");
    }

    /** A run of this pipeline ended. */
    void wake(String pipeline) {
        streams.stream().filter(stream -> stream.pipeline().equals(pipeline)).forEach(EventStream::wake);
    }

    private EventStream open(String pipeline, String last) {
        if (last != null && !last.matches("\\d{1,18}")) {
            throw new ApiError(400, "Last-Event-ID '%s' is no run's number.".formatted(last));
        }
        checkPlace();
        LoadedRuns runs = new LoadedRuns(database);
        String position = last == null ? runs.end(pipeline) : runs.after(pipeline, Long.parseLong(last));
        EventStream stream = new EventStream(database, turns, pipeline, position);
        synchronized (this) {
            checkPlace();
            streams.add(stream);
        }
        return stream;
    }

    private synchronized void checkPlace() {
        if (closed || streams.size() >= MOST_SUBSCRIBERS) {
            throw new ApiError(
                    503,
                    closed
                            ? "The application is stopping."
                            : "%d subscribers listen already: try again later.".formatted(MOST_SUBSCRIBERS));
        }
    }

    /** Ends every stream; the subscribers ask again once there is somebody to ask. */
    @Override
    public synchronized void close() {
        closed = true;
        streams.forEach(EventStream::close);
    }
}
