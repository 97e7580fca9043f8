package azalai.ledger;

import azalai.database.Database;
import java.util.Optional;

/** What the table {@code azalai.run} says of single runs. */
public final class Ledger {
    private final Database database;

    /** The ledger in this database. */
    public Ledger(Database database) {
        this.database = database;
    }

    /** Whether the ledger is there: the first run makes it. */
    public boolean exists() {
        return database.first("SELECT to_regclass('azalai.run') IS NOT NULL", row -> row.getBoolean(1))
                .orElseThrow();
    }

    /** The number of the pipeline's run under way; empty if none is. */
    public Optional<Long> active(String pipeline) {
        return database.first(
                "SELECT id FROM azalai.run WHERE pipeline = ? AND state IN ('queued', 'running') ORDER BY state DESC, id LIMIT 1",
                row -> row.getLong(1),
                pipeline);
    }

    /** How a run stands; empty if there is none of this number. */
    public Optional<String> state(long run) {
        return database.first("SELECT state FROM azalai.run WHERE id = ?", row -> row.getString(1), run);
    }
}
