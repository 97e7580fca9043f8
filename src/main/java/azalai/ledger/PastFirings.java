package azalai.ledger;

import azalai.database.Database;
import azalai.pipeline.RunRequest;
import java.time.ZoneOffset;

/** What came of the firings before one, for the pipelines that depend on it. To be asked under the pipeline's claim. */
public final class PastFirings {
    private final Database database;

    /** The firings in this database. */
    public PastFirings(Database database) {
        this.database = database;
    }

    /**
     * Whether the last firing before this one that was answered did not succeed, and nothing has mended it since: neither
     * a further run of that firing nor one that somebody asked for. Firings that were skipped or missed say nothing.
     */
    public boolean blocks(RunRequest request) {
        return database.first(
                        """
                        WITH past AS (
                          SELECT * FROM azalai.run WHERE pipeline = ? AND state IN ('success', 'failed', 'cancelled')),
                        last AS (SELECT max(scheduled_at) AS firing FROM past WHERE scheduled_at < ?)
                        SELECT firing IS NOT NULL
                          AND NOT EXISTS (SELECT FROM past WHERE scheduled_at = firing AND state = 'success')
                          AND NOT EXISTS (
                            SELECT FROM past WHERE state = 'success' AND scheduled_at IS NULL AND trigger IN ('manual', 'api')
                              AND started_at > (SELECT max(ended_at) FROM past WHERE scheduled_at = firing))
                        FROM last""",
                        row -> row.getBoolean(1),
                        request.pipeline(),
                        request.scheduledAt().atOffset(ZoneOffset.UTC))
                .orElseThrow();
    }
}
