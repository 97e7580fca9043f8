package azalai.ledger;

import azalai.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which schedules are paused, for every application on the database. A run under way goes on, and anyone may still ask for
 * one; what fired meanwhile is made up for after the pause as the pipeline declares.
 */
public final class Pauses {
    private final Database database;

    /** The pauses in this database. */
    public Pauses(Database database) {
        this.database = database;
    }

    /** Pauses a schedule. @return false if it was paused already */
    public boolean pause(String pipeline) {
        return database.update("""
                        INSERT INTO azalai.schedule AS s (pipeline, paused_at) VALUES (?, clock_timestamp())
                        ON CONFLICT (pipeline) DO UPDATE SET paused_at = excluded.paused_at WHERE s.paused_at IS NULL""", pipeline) > 0;
    }

    /** Lets a schedule fire again. @return false if it was not paused */
    public boolean resume(String pipeline) {
        return database.update(
                        "UPDATE azalai.schedule SET paused_at = NULL WHERE pipeline = ? AND paused_at IS NOT NULL",
                        pipeline)
                > 0;
    }

    /** Since when, by pipeline; without those that are not paused. */
    public Map<String, Instant> all() {
        record Pause(String pipeline, Instant since) {
            static Pause of(ResultSet row) throws SQLException {
                return new Pause(row.getString(1), row.getTimestamp(2).toInstant());
            }
        }
        return database
                .query("SELECT pipeline, paused_at FROM azalai.schedule WHERE paused_at IS NOT NULL", Pause::of)
                .stream()
                .collect(Collectors.toMap(Pause::pipeline, Pause::since));
    }
}
