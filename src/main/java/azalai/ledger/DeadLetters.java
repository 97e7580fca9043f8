package azalai.ledger;

import azalai.database.Database;
import azalai.database.TableName;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;

/**
 * The table {@code azalai.dead_letter}: keeps the records that never reached their topic, and tells of those and of the
 * loader's.
 */
public final class DeadLetters {
    private static final String SELECT =
            "SELECT id, pipeline, run_id, stage, target, topic, key, %s AS value, reason, at, seen, replayed_at FROM azalai.dead_letter";

    private final Database database;

    /** The dead letters in this database. */
    public DeadLetters(Database database) {
        this.database = database;
    }

    /** Keeps a record with the reason; the same one again raises {@code seen}. */
    public void keep(String pipeline, long run, String topic, byte[] key, byte[] value, String reason) {
        database.update("""
                INSERT INTO azalai.dead_letter (pipeline, run_id, stage, topic, key, value, sha256, reason) VALUES (?, ?, 'publish', ?, ?, ?, ?, ?)
                ON CONFLICT (pipeline, sha256) WHERE stage = 'publish'
                DO UPDATE SET seen = azalai.dead_letter.seen + 1, run_id = excluded.run_id, reason = excluded.reason
                """, pipeline, run, topic, key, value, sha256(value), reason);
    }

    /** The newest first; null pipeline = of all. */
    public List<DeadLetter> list(String pipeline, int limit) {
        String where = pipeline == null ? " WHERE ?::text IS NULL" : " WHERE pipeline = ?";
        // Values may be megabytes each, and a list shows none.
        return database.query(
                SELECT.formatted("NULL::bytea") + where + " ORDER BY id DESC LIMIT ?",
                DeadLetters::letter,
                pipeline,
                limit);
    }

    /** The dead letter of this number; empty if there is none. */
    public Optional<DeadLetter> find(long id) {
        return database.first(SELECT.formatted("value") + " WHERE id = ?", DeadLetters::letter, id);
    }

    /** It was published again. */
    public void replayed(long id) {
        database.update("UPDATE azalai.dead_letter SET replayed_at = clock_timestamp() WHERE id = ?", id);
    }

    /**
     * The primary key's columns of the table that a dead letter is meant for: the one it was loaded for, else the one its
     * topic is loaded into. Empty if there is none, or more than one.
     */
    public List<String> keyColumns(DeadLetter letter) {
        List<String> targets = letter.target() != null
                ? List.of(letter.target())
                : database.query(
                        "SELECT DISTINCT target FROM azalai.kafka_offset WHERE topic = ?",
                        row -> row.getString(1),
                        letter.topic());
        Optional<TableName> table = targets.size() == 1 ? TableName.find(database, targets.get(0)) : Optional.empty();
        if (table.isEmpty()) {
            return List.of();
        }
        return database.query("""
                SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
                WHERE i.indrelid = to_regclass(?) AND i.indisprimary ORDER BY array_position(i.indkey, a.attnum)
                """, row -> row.getString(1), table.get().quoted());
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        Timestamp replayed = row.getTimestamp("replayed_at");
        return new DeadLetter(
                row.getLong("id"),
                row.getString("pipeline"),
                row.getObject("run_id", Long.class),
                row.getString("stage"),
                row.getString("target"),
                row.getString("topic"),
                row.getBytes("key"),
                row.getBytes("value"),
                row.getString("reason"),
                row.getTimestamp("at").toInstant(),
                row.getInt("seen"),
                replayed == null ? null : replayed.toInstant());
    }

    private static byte[] sha256(byte[] value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
