package azalai.load;

import azalai.protocol.LoadRequest;
import azalai.protocol.OffsetRange;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Carries the dead letters of a load into {@code azalai.dead_letter}, within its final transaction. */
final class DeadLetters {
    /** So many records are read on rather than looked for anew, with a request to the broker each time. */
    private static final int NEAR = 500;

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
     *
     * @param offenders in the order of the topic
     */
    void add(List<Offender> offenders) throws SQLException, IOException {
        if (offenders.isEmpty()) {
            return;
        }
        try (RangeReader reader = new RangeReader(request)) {
            StagingWriter letters = new StagingWriter(connection, staging, target, request);
            int from = 0;
            for (int to = 1; to <= offenders.size(); to++) {
                if (to == offenders.size() || apart(offenders.get(to - 1), offenders.get(to))) {
                    read(reader, offenders.subList(from, to), letters);
                    from = to;
                }
            }
            letters.finish();
        }
    }

    private static boolean apart(Offender one, Offender next) {
        return one.partition() != next.partition() || next.offset() - one.offset() > NEAR;
    }

    private static void read(RangeReader reader, List<Offender> near, StagingWriter letters)
            throws SQLException, IOException {
        Map<Long, Offender> wanted = near.stream().collect(Collectors.toMap(Offender::offset, Function.identity()));
        Offender first = near.get(0);
        Offender last = near.get(near.size() - 1);
        reader.read(new OffsetRange(first.partition(), first.offset(), last.offset() + 1), record -> {
            Offender offender = wanted.get(record.offset());
            if (offender != null) {
                letters.refuse(record, offender.kind(), offender.reason());
            }
        });
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
