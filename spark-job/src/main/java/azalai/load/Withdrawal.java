package azalai.load;

import azalai.protocol.LoadRequest;
import azalai.protocol.OffsetRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * {@code withdrawn_at}: set on rows that a full run no longer saw at the source, cleared on rows that are seen again. Only
 * rows that a run of this pipeline brought are its own to withdraw, and only if all that the run published was read. A
 * record that became a dead letter was seen, too.
 */
final class Withdrawal {
    /** So many rows may always go: of a table of a dozen, one is more than any sensible share. */
    static final int ALWAYS = 10;

    /** The runs of the pipeline, those pruned since too. */
    private static final String RUNS =
            "(SELECT id FROM azalai.run WHERE pipeline = ? UNION ALL SELECT id FROM azalai.pruned_run WHERE pipeline = ?)";

    private final Connection connection;
    private final Target target;
    private final Staging staging;
    private final LoadRequest request;
    private String refused;

    Withdrawal(Connection connection, Target target, Staging staging, LoadRequest request) {
        this.connection = connection;
        this.target = target;
        this.staging = staging;
        this.request = request;
    }

    /**
     * Remembers which keys were seen and which were only pushed, and clears the mark on those staged; how many rows
     * returned. What was published before a row was withdrawn, and is read again after the offsets were reset, does not
     * show it. To be called before the merge.
     */
    long clear(StagedCounts staged) throws SQLException {
        if (!target.has(Target.WITHDRAWN_AT)) {
            return 0;
        }
        if (target.has(Target.RUN_ID)) {
            rememberPushed(staged);
        }
        try (Statement statement = connection.createStatement()) {
            if (request.full()) {
                // A copy, since the merge deletes older rows of a key and only they may be of this run.
                statement.execute("CREATE TEMPORARY TABLE azalai_seen ON COMMIT DROP AS SELECT DISTINCT "
                        + Target.list("", target.key().stream()) + " FROM " + staging.rows() + " WHERE " + Staging.RUN
                        + " = " + request.runId());
            }
            return statement.executeLargeUpdate("UPDATE " + target.quoted() + " t SET " + Target.WITHDRAWN_AT
                    + " = NULL WHERE t." + Target.WITHDRAWN_AT + " IS NOT NULL AND EXISTS (SELECT FROM "
                    + staging.rows() + " s WHERE " + target.sameKey("t", "s")
                    + (request.full() ? " AND s." + Staging.RUN + " = " + request.runId() : "")
                    + " AND (s." + Staging.TIMESTAMP
                    + " < 0 OR to_timestamp(s." + Staging.TIMESTAMP + " / 1000.0) >= t." + Target.WITHDRAWN_AT + "))");
        }
    }

    /** A row that no run of the pipeline has brought is nobody's to withdraw until one shows it. */
    private void rememberPushed(StagedCounts staged) throws SQLException {
        if (staged.ofNoRun < staged.rows
                && exists("SELECT EXISTS (SELECT FROM azalai.pushed_row WHERE target = ?)", target.label())) {
            update(
                    "DELETE FROM azalai.pushed_row WHERE target = ? AND key IN (SELECT " + target.keyBytes("s")
                            + " FROM " + staging.rows() + " s WHERE s." + Staging.RUN + " IS NOT NULL)",
                    target.label());
        }
        if (staged.ofNoRun > 0) {
            update(
                    "INSERT INTO azalai.pushed_row (target, key) SELECT DISTINCT ?, " + target.keyBytes("s") + " FROM "
                            + staging.rows() + " s WHERE s." + Staging.RUN + " IS NULL AND NOT EXISTS (SELECT FROM "
                            + staging.rows() + " o WHERE o." + Staging.RUN + " IS NOT NULL AND "
                            + target.sameKey("o", "s")
                            + ") AND NOT EXISTS (SELECT FROM " + target.quoted() + " t WHERE "
                            + target.sameKey("t", "s")
                            + " AND t." + Target.RUN_ID + " IN " + RUNS + ") ON CONFLICT DO NOTHING",
                    target.label(),
                    request.pipeline(),
                    request.pipeline());
        }
    }

    /**
     * Why nothing can be withdrawn although the run was full; null if it can be.
     *
     * @param ranges what this load read
     */
    String obstacle(StagedCounts staged, List<OffsetRange> ranges) throws SQLException {
        if (!target.has(Target.RUN_ID)) {
            return "table " + target.label() + " has no column run_id, so whose rows they are cannot be told";
        }
        if (request.published() == 0) {
            return "the run published nothing, which is taken for a fault of the source";
        }
        String unread = unread(ranges);
        if (unread != null) {
            return unread;
        }
        if (staged.ofRun < request.published()) {
            return "only " + staged.ofRun + " of the " + request.published() + " records of the run were on the topic";
        }
        if (exists(dead("key IS NULL"))) {
            return "the run has dead letters without a key, and whose rows they are cannot be told";
        }
        if (target.key().size() > 1 && exists(dead("true"))) {
            return "the run has dead letters, and whose rows they are cannot be told by a key of several columns";
        }
        return null;
    }

    /**
     * What of the run's records this load did not read; null if it read them all. Asked by their places: records that an
     * attempt before published would make up the number of those that were not read.
     */
    private String unread(List<OffsetRange> ranges) throws SQLException {
        for (OffsetRange published : request.publishedTo()) {
            Optional<OffsetRange> read = ranges.stream()
                    .filter(range -> range.partition() == published.partition())
                    .findFirst();
            if (read.isEmpty() || read.get().end() < published.end()) {
                return "the records of the run could not all be read yet: partition " + published.partition()
                        + " ends in a transaction that somebody has not ended";
            }
            if (read.get().begin() > published.begin()) {
                return "an earlier load read records of the run";
            }
        }
        return null;
    }

    /**
     * Marks the pipeline's rows that were not seen, unless they are too many; how many. To be called after the merge.
     *
     * @param began when the load began to look: the time of the withdrawal
     */
    long mark(Instant began) throws SQLException {
        Savepoint before = connection.setSavepoint();
        // To the millisecond, as messages are dated: what is published from now on shows a row again.
        String since = began.truncatedTo(ChronoUnit.MILLIS).toString();
        long marked = update(markSql(), since, request.pipeline(), request.pipeline(), target.label());
        if (marked > ALWAYS && !request.limits().acceptWithdrawals()) {
            long all = marked + shown();
            if (marked > request.limits().mostWithdrawnShare() * all) {
                connection.rollback(before);
                refused = "the source shows " + (all - marked) + " of the " + all
                        + " rows that the pipeline brought, and " + marked
                        + " withdrawn at once are taken for a fault of the source";
                return 0;
            }
        }
        connection.releaseSavepoint(before);
        return marked;
    }

    /** Why {@link #mark} withdrew nothing: too many; null if it did not refuse. */
    String refused() {
        return refused;
    }

    private String markSql() {
        String sql = "UPDATE " + target.quoted() + " t SET " + Target.WITHDRAWN_AT + " = ?::timestamptz WHERE t."
                + Target.WITHDRAWN_AT + " IS NULL AND NOT EXISTS (SELECT FROM azalai_seen s WHERE "
                + target.sameKey("t", "s") + ") AND t." + Target.RUN_ID + " IN " + RUNS
                + " AND NOT EXISTS (SELECT FROM azalai.pushed_row p WHERE p.target = ? AND p.key = "
                + target.keyBytes("t") + ")";
        if (target.key().size() == 1) {
            // The row's key becomes bytes, not the letter's a text: it may not be one.
            sql += " AND " + target.keyBytes("t") + " NOT IN (SELECT key FROM " + staging.dead() + " WHERE run_id = "
                    + request.runId()
                    + " AND key IS NOT NULL UNION ALL SELECT key FROM azalai.dead_letter WHERE stage = 'publish' AND run_id = "
                    + request.runId() + " AND key IS NOT NULL)";
        }
        return sql;
    }

    /** How many rows of the pipeline are not withdrawn. */
    private long shown() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT count(*) FROM " + target.quoted()
                + " t WHERE t." + Target.WITHDRAWN_AT + " IS NULL AND t." + Target.RUN_ID + " IN " + RUNS)) {
            statement.setString(1, request.pipeline());
            statement.setString(2, request.pipeline());
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getLong(1);
        }
    }

    private String dead(String condition) {
        return "SELECT EXISTS (SELECT FROM " + staging.dead() + " WHERE " + condition + " AND run_id = "
                + request.runId()
                + " UNION ALL SELECT FROM azalai.dead_letter WHERE stage = 'publish' AND " + condition
                + " AND run_id = "
                + request.runId() + ")";
    }

    private boolean exists(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            ResultSet row = statement.executeQuery();
            row.next();
            return row.getBoolean(1);
        }
    }

    private long update(String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeLargeUpdate();
        }
    }

    private PreparedStatement prepare(String sql, String... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
        return statement;
    }
}
