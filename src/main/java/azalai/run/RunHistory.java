package azalai.run;

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

    /** When the last successful full run of a pipeline over a source began; empty if none did. */
    public Optional<Instant> lastFullSuccess(String pipeline, String source) {
        return database.first(
                "SELECT started_at FROM azalai.run WHERE pipeline = ? AND source = ? AND full_run AND state = 'success' ORDER BY id DESC LIMIT 1",
                row -> row.getTimestamp(1).toInstant(),
                pipeline,
                source);
    }
}
