package azalai.load;

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

    /** Dead letters held back while the rows' COPY is open: a session has one COPY at a time. */
    private static final int MOST_DEAD = 4 << 20;

    private final Connection connection;
    private final Staging staging;
    private final Target target;
    private final Long run;
    private final RecordEncoder encoder;
    private final StagedCounts counts = new StagedCounts();
    private final CopyText rows = new CopyText();
    private final CopyText dead = new CopyText();
    private CopyIn copy;

    StagingWriter(Connection connection, Staging staging, Target target, Long run) {
        this.connection = connection;
        this.staging = staging;
        this.target = target;
        this.run = run;
        encoder = new RecordEncoder(target);
    }

    void add(ConsumerRecord<byte[], byte[]> record) throws SQLException {
        String header = header(record, "run");
        int start = rows.size();
        try {
            if (record.key() == null) {
                throw new Misfit("The message has no key");
            }
            place(rows, record);
            rows.raw(number(header));
            encoder.encode(record.value(), rows);
            rows.raw('\n');
            counts.rows++;
            count(header);
        } catch (Misfit e) {
            rows.truncate(start);
            refuse(record, e.getMessage());
        }
        if (rows.size() >= CHUNK) {
            flush();
        }
    }

    /** Makes the record a dead letter without trying. */
    void refuse(ConsumerRecord<byte[], byte[]> record, String reason) throws SQLException {
        String header = header(record, "run");
        String pipeline = header(record, "pipeline");
        place(dead, record);
        dead.raw(number(header));
        dead.raw('\t');
        if (pipeline == null) {
            dead.raw("\\N");
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
        count(header);
        if (dead.size() > MOST_DEAD) {
            finish();
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

    private void count(String header) {
        if (run != null && run.toString().equals(header)) {
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
        return header != null && header.matches("[0-9]{1,18}") ? header : "\\N";
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}
