package azalai.step.http;

import azalai.error.Failure;
import azalai.page.Paths;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Pages out of the answers of any HTTP source, part after part, request after request; one answer is open at a time. */
final class HttpPages extends Pages {
    /** A page ends early when its answers were this long, so that memory stays bounded when single records are huge. */
    private static final long BYTES = 8_000_000;

    private static final int SHOWN = 200;

    private final HttpReading reading;
    private final HttpRequests requests;
    private final HttpQuery query;
    private final Predicate<Map<String, Object>> wanted;
    private final Iterator<List<String>> parts;
    private List<String> part;
    private HttpAddress address;
    private HttpAddress next;
    private Paging paging;
    private PagingGuard guard;
    private HttpAnswer answer;
    private CountingStream body;
    private AnswerReader reader;
    private String begins;
    private long inAnswer;
    private long inPart;
    private long total;

    /**
     * The pages of a reading.
     *
     * @param wanted which records are to come: the others are passed over
     */
    HttpPages(
            Fetch fetch,
            HttpReading reading,
            HttpRequests requests,
            HttpQuery query,
            Predicate<Map<String, Object>> wanted) {
        super(fetch);
        this.reading = reading;
        this.requests = requests;
        this.query = query;
        this.wanted = wanted;
        this.parts = reading.parts().iterator();
    }

    @Override
    void read(List<Map<String, Object>> page) throws IOException {
        long read = 0;
        while (page.size() < SIZE && read < BYTES) {
            if (reader == null) {
                // A page ends with its part: what the part has reached is known when the page was counted.
                if (next == null && (!page.isEmpty() || !nextPart())) {
                    return;
                }
                ask();
                continue;
            }
            long before = body.count();
            Map<String, Object> record = nextRecord();
            read += body.count() - before;
            if (record == null) {
                endAnswer();
            } else {
                take(record, page);
            }
        }
    }

    private void take(Map<String, Object> record, List<Map<String, Object>> page) {
        inAnswer++;
        guard.record(record);
        if (!reading.nameInto().isEmpty() && !part.isEmpty()) {
            record.put(reading.nameInto(), part.get(0));
        }
        if (wanted.test(record)) {
            page.add(record);
        }
    }

    private Map<String, Object> nextRecord() throws IOException {
        try {
            return reader.next();
        } catch (JsonEOFException e) {
            if (body.count() == 0) {
                throw Opendatasoft.notJson(address.shown(), "", null);
            }
            throw new IOException("the answer ends in the middle", e);
        } catch (JsonParseException e) {
            if (inAnswer == 0) {
                throw requests.hidden(Opendatasoft.notJson(address.shown(), begins, e));
            }
            throw e;
        }
    }

    /** Ends the part that was read and begins the next one. @return whether there is one */
    private boolean nextPart() {
        if (part != null) {
            endPart();
            part = null;
        }
        if (!parts.hasNext()) {
            return false;
        }
        beginPart(parts.next());
        return true;
    }

    /** Asks for the next page; one whose status is to be ignored is the last of its part. */
    private void ask() throws IOException {
        address = next;
        guard.ask(address);
        inAnswer = 0;
        Optional<HttpAnswer> answered = requests.get(address);
        if (answered.isEmpty()) {
            next = null;
            return;
        }
        answer = answered.get();
        PushbackInputStream stream = new PushbackInputStream(answer.body(), SHOWN);
        byte[] start = stream.readNBytes(SHOWN);
        stream.unread(start);
        begins = new String(start, StandardCharsets.UTF_8);
        body = new CountingStream(stream);
        reader = reading.reader(address.shown(), body, paging.field());
    }

    private void beginPart(List<String> begun) {
        part = begun;
        paging = reading.paging();
        next = paging.first(query.of(part));
        guard = new PagingGuard(next.shown(), paging.means());
        inPart = 0;
        total = -1;
    }

    private void endAnswer() throws IOException {
        inPart += inAnswer;
        if (!reading.totalField().isEmpty()) {
            count(reader.field(reading.totalField()));
        }
        next = paging.next(
                new Paging.Answered(address, inAnswer, inPart, total, reader::field, answer.headers("Link")));
        if (next != null) {
            guard.goesOn();
        }
        closeAnswer();
        tellNowAndThen();
    }

    /** What the source counts may change while it is read: the least counts. */
    private void count(String field) {
        if (field == null || !field.matches("\\d{1,18}")) {
            throw new Failure("%s did not say in '%s' how many records it has: check totalField."
                    .formatted(address.shown(), reading.totalField()));
        }
        long counted = Long.parseLong(field);
        total = total < 0 ? counted : Math.min(total, counted);
        if (reading.parts().size() == 1) {
            fetch().expect(total);
        }
    }

    private void endPart() {
        fetch().endPart();
        if (total >= 0) {
            require(address.shown(), inPart, total);
        }
    }

    @Override
    OptionalLong countAfter() {
        // Each part was compared with its own count.
        return OptionalLong.empty();
    }

    @Override
    Object cursorValue(Map<String, Object> record) {
        return fetch().cursorField() == null ? null : Paths.get(record, fetch().cursorField());
    }

    private void closeAnswer() throws IOException {
        if (answer != null) {
            answer.close();
        }
        answer = null;
        reader = null;
    }

    @Override
    public void close() throws IOException {
        closeAnswer();
    }
}
