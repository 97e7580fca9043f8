package azalai.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * {@code withdrawn_at}: set on rows that a full run no longer saw at the source, cleared on rows that are seen again. A
 * record that became a dead letter was seen, too.
 */
final class Withdrawal {
    private final Connection connection;
    private final Target target;
    private final Staging staging;
    private final LoadRequest request;
    private String seen;

    Withdrawal(Connection connection, Target target, Staging staging, LoadRequest request) {
        this.connection = connection;
        this.target = target;
        this.staging = staging;
        this.request = request;
    }

    /** Remembers which keys were seen, and clears the mark on those; how many rows returned. To be called before the merge. */
    long clear() throws SQLException {
        if (!target.has(Target.WITHDRAWN_AT)) {
            return 0;
        }
        seen = staging.rows();
        try (Statement statement = connection.createStatement()) {
            if (request.full()) {
                // A copy, since the merge deletes older rows of a key and only they may be of this run.
                seen = "azalai_seen";
                statement.execute("CREATE TEMPORARY TABLE azalai_seen ON COMMIT DROP AS SELECT DISTINCT "
                        + Target.list("", target.key().stream()) + " FROM " + staging.rows() + " WHERE " + Staging.RUN
                        + " = " + request.runId());
            }
            return statement.executeLargeUpdate("UPDATE " + target.quoted() + " t SET " + Target.WITHDRAWN_AT
                    + " = NULL WHERE t." + Target.WITHDRAWN_AT + " IS NOT NULL AND EXISTS (SELECT FROM " + seen
                    + " s WHERE " + target.sameKey("t", "s") + ")");
        }
    }

    /**
     * Why nothing can be withdrawn although the run was full; null if it can be. Nothing said: it was done before.
     *
     * @param ofRun how many records of the run this load read
     */
    String obstacle(StagedCounts staged) throws SQLException {
        if (request.published() == 0) {
            return "the run published nothing, which is taken for a fault of the source";
        }
        if (staged.ofRun < request.published()) {
            return loadedBefore()
                    ? "an earlier load of the run read its records"
                    : "only " + staged.ofRun + " of the " + request.published()
                            + " records of the run were on the topic";
        }
        if (exists(dead("key IS NULL"))) {
            return "the run has dead letters without a key, and whose rows they are cannot be told";
        }
        if (target.key().size() > 1 && exists(dead("true"))) {
            return "the run has dead letters, and whose rows they are cannot be told by a key of several columns";
        }
        return null;
    }

    /** Marks the pipeline's rows that were not seen; how many. To be called after the merge. */
    long mark() throws SQLException {
        String sql = "UPDATE " + target.quoted() + " t SET " + Target.WITHDRAWN_AT + " = now() WHERE t."
                + Target.WITHDRAWN_AT + " IS NULL AND NOT EXISTS (SELECT FROM " + seen + " s WHERE "
                + target.sameKey("t", "s") + ")";
        if (target.has(Target.RUN_ID)) {
            sql += " AND NOT EXISTS (SELECT FROM azalai.run r WHERE r.id = t.run_id AND r.pipeline <> ?)";
        }
        if (target.key().size() == 1) {
            // The row's key becomes bytes, not the letter's a text: it may not be one.
            sql += " AND convert_to(t." + Sql.identifier(target.key().get(0)) + "::text, 'UTF8') NOT IN ("
                    + "SELECT key FROM " + staging.dead() + " WHERE run_id = " + request.runId()
                    + " AND key IS NOT NULL UNION ALL SELECT key FROM azalai.dead_letter WHERE stage = 'publish' AND run_id = "
                    + request.runId() + " AND key IS NOT NULL)";
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (target.has(Target.RUN_ID)) {
                statement.setString(1, request.pipeline());
            }
            return statement.executeLargeUpdate();
        }
    }

    private boolean loadedBefore() throws SQLException {
        return exists("SELECT EXISTS (SELECT FROM azalai.load WHERE run_id = " + request.runId() + ")");
    }

    private String dead(String condition) {
        return "SELECT EXISTS (SELECT FROM " + staging.dead() + " WHERE " + condition + " AND run_id = "
                + request.runId()
                + " UNION ALL SELECT FROM azalai.dead_letter WHERE stage = 'publish' AND " + condition
                + " AND run_id = "
                + request.runId() + ")";
    }

    private boolean exists(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery(sql);
            row.next();
            return row.getBoolean(1);
        }
    }
}
