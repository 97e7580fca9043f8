package azalai.step.http;

import azalai.run.Run;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.hc.core5.http.io.EofSensorInputStream;

/** An answer as it streams in. Closing it before its end drops the connection instead of reading on. */
final class HttpAnswer implements Closeable {
    private final Exchange request;
    private final InputStream body;
    private final Runnable forget;

    HttpAnswer(Exchange request, Run run) {
        this.request = request;
        InputStream stream = request.getMessage().getBody(InputStream.class);
        this.body = stream == null ? InputStream.nullInputStream() : stream;
        this.forget = run.onCancel(this::abort);
    }

    InputStream body() {
        return body;
    }

    /** The values of a header, each as it was sent. */
    List<String> headers(String name) {
        Message message = request.getMessage();
        Object value = message.getHeader(name);
        return value instanceof List<?> several
                ? several.stream().map(String::valueOf).toList()
                : value == null ? List.of() : List.of(value.toString());
    }

    private void abort() {
        if (body instanceof EofSensorInputStream stream) {
            try {
                stream.abort();
            } catch (IOException e) {
                // It is broken already, which is what was wanted.
                return;
            }
        }
    }

    @Override
    public void close() {
        forget.run();
        abort();
        request.getUnitOfWork().done(request);
    }
}
