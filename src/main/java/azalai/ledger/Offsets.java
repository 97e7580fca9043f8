package azalai.ledger;

import azalai.database.Database;
import java.util.Map;
import java.util.stream.Collectors;

/** The table {@code azalai.kafka_offset}, seen by pipeline: what the runs of a pipeline have loaded. */
public final class Offsets {
    /** The rows of a pipeline; its one parameter is the pipeline's name. */
    public static final String OF_PIPELINE = """
            SELECT o.target, o.topic, o.partition, o.topic_id, o.next_offset FROM azalai.kafka_offset o
            WHERE (o.target, o.topic) IN (
              SELECT l.target, l.topic FROM azalai.load l JOIN azalai.run r ON r.id = l.run_id WHERE r.pipeline = ?)
            ORDER BY o.target, o.topic, o.partition
            """;

    private final Database database;

    /** The offsets in this database. */
    public Offsets(Database database) {
        this.database = database;
    }

    /** By partition the offset from which the next load of a topic into a table reads; a partition never loaded is absent. */
    public Map<Integer, Long> next(String topic, String target) {
        record Position(int partition, long next) {}
        return database
                .query(
                        "SELECT partition, next_offset FROM azalai.kafka_offset WHERE topic = ? AND target = ?",
                        row -> new Position(row.getInt(1), row.getLong(2)),
                        topic,
                        target)
                .stream()
                .collect(Collectors.toMap(Position::partition, Position::next));
    }

    /**
     * Forgets the offsets of a pipeline and sets each of its cursors back to what the rows in the table have reached, so
     * that the next run fetches again what may be lost on the topic; a cursor that never loaded is forgotten.
     *
     * @return how many partitions were forgotten
     */
    public int reset(String pipeline) {
        // One statement: offsets forgotten beside a cursor that stays would lose what the topic lost.
        return database.first("""
                        WITH forgotten AS (
                          DELETE FROM azalai.kafka_offset o WHERE (o.target, o.topic) IN (
                            SELECT l.target, l.topic FROM azalai.load l JOIN azalai.run r ON r.id = l.run_id WHERE r.pipeline = ?)
                          RETURNING 1),
                        never_loaded AS (DELETE FROM azalai.cursor WHERE pipeline = ? AND loaded_value IS NULL),
                        back AS (
                          UPDATE azalai.cursor SET value = loaded_value, updated_at = clock_timestamp()
                          WHERE pipeline = ? AND loaded_value IS NOT NULL)
                        SELECT count(*) FROM forgotten
                        """, row -> row.getInt(1), pipeline, pipeline, pipeline)
                .orElseThrow();
    }
}
