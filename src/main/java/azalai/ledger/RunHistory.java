package azalai.ledger;

import azalai.database.Database;
import java.time.Instant;
import java.util.Optional;

/** Questions about runs that ended. */
public final class RunHistory {
    private final Database database;

    /** The history in this database. */
    public RunHistory(Database database) {
        this.database = database;
    }

    /**
     * When the last full run of a pipeline over a source began, if it was a success; empty if it was not, or none was: it is
     * then still to be done.
     */
    public Optional<Instant> lastFullSuccess(String pipeline, String source) {
        return database.first("""
                SELECT started_at FROM (
                  SELECT started_at, state FROM azalai.run
                  WHERE pipeline = ? AND source = ? AND full_run AND state IN ('success', 'failed') ORDER BY id DESC LIMIT 1) AS last
                WHERE state = 'success'
                """, row -> row.getTimestamp(1).toInstant(), pipeline, source);
    }
}
