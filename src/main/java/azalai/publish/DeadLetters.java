package azalai.publish;

import azalai.database.Database;
import azalai.run.Run;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The table {@code azalai.dead_letter}, stage {@code publish}: records that never reached their topic. */
public final class DeadLetters {
    private final Database database;

    /** The dead letters in this database. */
    public DeadLetters(Database database) {
        this.database = database;
    }

    /** Keeps a record with the reason; the same one again raises {@code seen}. */
    void keep(Run run, String topic, byte[] key, byte[] value, String reason) {
        database.update("""
                INSERT INTO azalai.dead_letter (pipeline, run_id, stage, topic, key, value, sha256, reason) VALUES (?, ?, 'publish', ?, ?, ?, ?, ?)
                ON CONFLICT (pipeline, sha256) WHERE stage = 'publish'
                DO UPDATE SET seen = azalai.dead_letter.seen + 1, run_id = excluded.run_id, reason = excluded.reason
                """, run.pipeline(), run.id(), topic, key, value, sha256(value), reason);
    }

    private static byte[] sha256(byte[] value) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(value);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
