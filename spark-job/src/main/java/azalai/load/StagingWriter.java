package azalai.load;

import azalai.protocol.LoadRequest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Copies records into the staging tables, those that fit to the rows and those that do not to the dead letters. */
final class StagingWriter {
    /** As pgjdbc copies streams; larger gains nothing. */
    private static final int CHUNK = 1 << 16;

    /**
     * A record from this size on takes several times as much while it is encoded, so that they go one after the other in
     * a JVM however many tasks it has: a heap of 1 GB would not hold two dozen of 8 MB.
     */
    private static final int LARGE = 1 << 20;

    private static final Object LARGE_RECORDS = new Object();

    private static final String NULL = "\\N";

    /** Dead letters held back while the rows' COPY is open: a session has one COPY at a time. */
    private static final int MOST_DEAD = 4 << 20;

    private final Connection connection;
    private final Staging staging;
    private final Target target;
    private final LoadRequest request;
    private final RecordEncoder encoder;
    private final StagedCounts counts = new StagedCounts();
    private final CopyText rows = new CopyText();
    private final CopyText dead = new CopyText();
    private CopyIn copy;

    StagingWriter(Connection connection, Staging staging, Target target, LoadRequest request) {
        this.connection = connection;
        this.staging = staging;
        this.target = target;
        this.request = request;
        encoder = new RecordEncoder(target);
    }

    void add(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        if (record.serializedValueSize() < LARGE) {
            encode(record);
        } else {
            // What stands before it goes first: its buffers are let go again.
            flush();
            synchronized (LARGE_RECORDS) {
                encode(record);
                flush();
                rows.shrink();
                encoder.shrink();
            }
        }
        if (rows.size() >= CHUNK) {
            flush();
        }
    }

    private void encode(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        String run = number(header(record, "run"));
        boolean own = !run.equals(NULL) && request.pipeline().equals(header(record, "pipeline"));
        int start = rows.size();
        try {
            if (record.key() == null) {
                throw new RejectedRecord("The message has no key");
            }
            place(rows, record);
            rows.raw(Long.toString(record.timestamp()));
            rows.raw('\t');
            rows.raw(own ? run : NULL);
            encoder.encode(record.value(), rows);
            rows.raw('\n');
            counts.rows++;
            counts.ofNoRun += own ? 0 : 1;
            count(run);
        } catch (RejectedRecord e) {
            rows.truncate(start);
            refuse(record, e.kind(), e.getMessage());
        }
    }

    /** Makes the record a dead letter without trying; {@code kind} is the reason without what is this record's alone. */
    void refuse(ConsumerRecord<byte[], byte[]> record, String kind, String reason) throws SQLException {
        String run = number(header(record, "run"));
        String pipeline = header(record, "pipeline");
        place(dead, record);
        dead.raw(run);
        dead.raw('\t');
        if (pipeline == null) {
            dead.raw(NULL);
        } else {
            dead.text(pipeline);
        }
        dead.raw('\t');
        dead.bytea(record.key());
        dead.raw('\t');
        dead.bytea(record.value());
        dead.raw('\t');
        dead.text(reason);
        dead.raw('\n');
        counts.dead++;
        counts.misfits.add(kind, reason);
        count(run);
        if (dead.size() > MOST_DEAD) {
            finish();
            dead.shrink();
        }
    }

    /** Sends what is held back; what was counted since the start. The caller commits. */
    StagedCounts finish() throws SQLException {
        flush();
        if (copy != null) {
            copy.endCopy();
            copy = null;
        }
        if (dead.size() > 0) {
            CopyIn letters = open(Staging.copyDead(staging));
            letters.writeToCopy(dead.bytes(), 0, dead.size());
            letters.endCopy();
            dead.truncate(0);
        }
        counts.replaced = encoder.replaced();
        counts.ignored.putAll(encoder.ignored());
        return counts;
    }

    /** Ends a COPY that failed on this side, so that the session can roll back. */
    void abandon() throws SQLException {
        if (copy != null && copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void flush() throws SQLException {
        if (rows.size() == 0) {
            return;
        }
        if (copy == null) {
            copy = open(Staging.copyRows(staging, target));
        }
        copy.writeToCopy(rows.bytes(), 0, rows.size());
        rows.truncate(0);
    }

    private CopyIn open(String sql) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    }

    private void count(String run) {
        if (request.runId() != null && request.runId().toString().equals(run)) {
            counts.ofRun++;
        }
    }

    private static void place(CopyText out, ConsumerRecord<byte[], byte[]> record) {
        out.raw(Integer.toString(record.partition()));
        out.raw('\t');
        out.raw(Long.toString(record.offset()));
        out.raw('\t');
    }

    /** The run of a header; somebody else's header may hold anything. */
    private static String number(String header) {
        return header != null && header.matches("[0-9]{1,18}") ? header : NULL;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
