package azalai.load;

import azalai.protocol.LoadRequest;
import azalai.protocol.OffsetRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far the target was loaded from the topic: the rows of {@code azalai.kafka_offset}, by partition. They move in the
 * transaction of the rows, and only if they still are what the load began with.
 */
record StoredOffsets(Map<Integer, Position> positions) {
    private static final String LEDGER = "'azalai.kafka_offset'::regclass::oid";

    /**
     * The next offset, on the topic with this id.
     *
     * @param table the id of the table it was stored for; null = not known: stored by an earlier version, or restored
     *     together with the table, which gave both another
     */
    record Position(String topicId, long next, Long table) {}

    static StoredOffsets read(Connection connection, Target target, String topic) throws SQLException {
        return select(connection, target, topic, "");
    }

    private static StoredOffsets select(Connection connection, Target target, String topic, String lock)
            throws SQLException {
        Map<Integer, Position> positions = new TreeMap<>();
        try (PreparedStatement query =
                connection.prepareStatement("SELECT partition, topic_id, next_offset, CASE WHEN ledger_oid = " + LEDGER
                        + " THEN target_oid::int8 END AS \"table\" FROM azalai.kafka_offset"
                        + " WHERE target = ? AND topic = ? ORDER BY partition" + lock)) {
            query.setString(1, target.label());
            query.setString(2, topic);
            for (ResultSet row = query.executeQuery(); row.next(); ) {
                positions.put(
                        row.getInt("partition"),
                        new Position(
                                row.getString("topic_id"),
                                row.getLong("next_offset"),
                                row.getObject("table", Long.class)));
            }
        }
        return new StoredOffsets(positions);
    }

    /**
     * What is to be read: from the stored offset, or the earliest where none is stored, to the topic's end.
     *
     * @throws Refusal if the topic no longer holds what follows the stored offsets, or they are another table's
     */
    List<OffsetRange> upTo(Topic topic, Target target, LoadRequest request) {
        if (positions.values().stream().anyMatch(position -> position.table != null && position.table != target.id())) {
            throw new LastingRefusal("Table " + target.label() + " is not the one that was loaded from topic "
                    + topic.name()
                    + " so far: it was dropped and made again, and what was loaded went with it; to load it anew:"
                    + " ./azalai offsets reset " + request.pipeline() + ", then ./azalai run " + request.pipeline()
                    + " --full");
        }
        List<OffsetRange> ranges = new ArrayList<>();
        List<String> lost = new ArrayList<>();
        long count = 0;
        positions.forEach((partition, position) -> {
            if (!position.topicId.equals(topic.id())) {
                lost.add("partition " + partition + " from offset " + position.next + " on");
            }
        });
        if (!lost.isEmpty()) {
            throw lost("was deleted and made again", "whatever stood on the old one is", lost, request);
        }
        for (OffsetRange held : topic.held().values()) {
            Position position = positions.get(held.partition());
            long begin = position == null ? held.begin() : position.next;
            if (begin < held.begin()) {
                lost.add("partition " + held.partition() + " offsets " + begin + " to " + (held.begin() - 1));
                count += held.begin() - begin;
            } else if (begin > held.end()) {
                lost.add("partition " + held.partition() + " offsets " + held.end() + " to " + (begin - 1)
                        + " (loaded, but the topic ends before)");
                count += begin - held.end();
            }
            ranges.add(held.from(begin));
        }
        if (!lost.isEmpty()) {
            throw lost("no longer holds what follows the last load", count + " offsets are", lost, request);
        }
        return ranges;
    }

    private static LastingRefusal lost(String what, String count, List<String> lost, LoadRequest request) {
        return new LastingRefusal(
                "Topic " + request.topic() + " " + what + ", so for table " + request.table() + " " + count
                        + " lost: " + String.join(", ", lost) + "; to fetch it again: ./azalai offsets reset "
                        + request.pipeline() + ", then ./azalai run " + request.pipeline());
    }

    /**
     * Moves the offsets to the ends of the ranges: the first statements of the final transaction, so that of two drivers
     * on one target the later finds out before it has merged anything.
     *
     * @throws Refusal if another load moved them since they were read
     */
    void move(Connection connection, Target target, Topic topic, List<OffsetRange> ranges) throws SQLException {
        Refusal overtaken = new Refusal("Table " + target.label() + " was loaded from topic " + topic.name()
                + " by somebody else while this load read, so this one was given up and changed nothing: run again");
        if (!select(connection, target, topic.name(), " FOR UPDATE").equals(this)) {
            throw overtaken;
        }
        try (PreparedStatement update = connection.prepareStatement(
                        "UPDATE azalai.kafka_offset SET next_offset = ?, target_oid = ?::oid, ledger_oid = " + LEDGER
                                + " WHERE target = ? AND topic = ? AND partition = ?");
                // Not an upsert: a row that another transaction is about to insert must end this one.
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO azalai.kafka_offset (next_offset, target_oid, ledger_oid, target, topic, partition,"
                                + " topic_id) VALUES (?, ?::oid, " + LEDGER + ", ?, ?, ?, ?)")) {
            for (OffsetRange range : ranges) {
                boolean known = positions.containsKey(range.partition());
                PreparedStatement statement = known ? update : insert;
                statement.setLong(1, range.end());
                statement.setLong(2, target.id());
                statement.setString(3, target.label());
                statement.setString(4, topic.name());
                statement.setInt(5, range.partition());
                if (!known) {
                    statement.setString(6, topic.id());
                }
                statement.executeUpdate();
            }
        } catch (SQLException e) {
            if (SqlState.UNIQUE_VIOLATION.is(e)) {
                overtaken.initCause(e);
                throw overtaken;
            }
            throw e;
        }
    }
}
