package azalai.load;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Carries the dead letters of a load into {@code azalai.dead_letter}, within its final transaction. */
final class DeadLetters {
    private final Connection connection;
    private final Target target;
    private final Staging staging;
    private final LoadRequest request;

    DeadLetters(Connection connection, Target target, Staging staging, LoadRequest request) {
        this.connection = connection;
        this.target = target;
        this.staging = staging;
        this.request = request;
    }

    /**
     * Makes staged rows that a constraint kept out dead letters. Their bytes are read again from the topic: staging every
     * message twice for the sake of a few would cost all loads a third.
     */
    void add(List<Offender> offenders) throws SQLException, IOException {
        if (offenders.isEmpty()) {
            return;
        }
        try (RangeReader reader = new RangeReader(request);
                PreparedStatement place = connection.prepareStatement("SELECT " + Staging.PARTITION + ", "
                        + Staging.OFFSET + " FROM " + staging.rows() + " WHERE ctid = ?::tid")) {
            StagingWriter letters = new StagingWriter(connection, staging, target, request);
            for (Offender offender : offenders) {
                place.setString(1, offender.place());
                ResultSet row = place.executeQuery();
                row.next();
                long offset = row.getLong(2);
                reader.read(
                        new OffsetRange(row.getInt(1), offset, offset + 1),
                        record -> letters.refuse(record, offender.kind(), offender.reason()));
            }
            letters.finish();
        }
    }

    /** Stores every staged dead letter, one that is known already as seen once more; how many they are. */
    long store(Topic topic) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO azalai.dead_letter AS known (pipeline, run_id, stage, target, topic, topic_id, partition,
                                                         "offset", key, value, sha256, reason)
                SELECT DISTINCT ON (partition, "offset")
                       coalesce(pipeline, ?), (SELECT id FROM azalai.run WHERE id = ?), 'load', ?, ?, ?, partition,
                       "offset", key, value, sha256(coalesce(value, '')), reason
                FROM %s
                ON CONFLICT (target, topic_id, partition, "offset") WHERE stage = 'load'
                DO UPDATE SET seen = known.seen + 1, reason = excluded.reason, run_id = excluded.run_id""".formatted(staging.dead()))) {
            insert.setString(1, request.pipeline());
            insert.setObject(2, request.runId());
            insert.setString(3, target.label());
            insert.setString(4, topic.name());
            insert.setString(5, topic.id());
            return insert.executeLargeUpdate();
        }
    }
}
