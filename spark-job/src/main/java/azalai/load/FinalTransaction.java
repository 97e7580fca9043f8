package azalai.load;

import azalai.protocol.LoadRequest;
import azalai.protocol.OffsetRange;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one transaction in which everything a load does becomes visible: rows, withdrawals, dead letters, offsets, the
 * load's row, and its staging tables gone. Whatever dies before its commit has done nothing, and after it there is
 * nothing left to do.
 */
final class FinalTransaction {
    private final Connection session;
    private final LoadRequest request;
    private final Target target;
    private final Staging staging;
    private final Map<String, Object> details = new LinkedHashMap<>();

    FinalTransaction(Connection session, LoadRequest request, Target target, Staging staging) {
        this.session = session;
        this.request = request;
        this.target = target;
        this.staging = staging;
    }

    /**
     * Merges what was staged and commits.
     *
     * @param stored what the load began with
     * @param ranges what it read
     * @param timing the stages' durations so far in milliseconds; this one is added
     * @param beforeCommit called when nothing but the commit is left
     */
    LoadCounts run(
            StoredOffsets stored,
            Topic topic,
            List<OffsetRange> ranges,
            StagedCounts staged,
            StageTimes timing,
            Runnable beforeCommit)
            throws SQLException, IOException {
        TargetLock lock = new TargetLock(session, target, request);
        LockWatch watch = new LockWatch(request, session);
        try (watch) {
            return Database.inTransaction(session, () -> {
                prepare();
                stored.move(session, target, topic, ranges);
                lock.take(staging);
                LoadCounts counts = merge(topic, ranges, staged, timing.start());
                drop();
                timing.end("merge");
                store(counts, staged, timing);
                beforeCommit.run();
                return counts;
            });
        } catch (SQLException e) {
            if (SqlState.LOCK_NOT_AVAILABLE.is(e) || SqlState.DEADLOCK.is(e)) {
                throw watch.refusal(e);
            }
            throw e;
        }
    }

    private void prepare() throws SQLException {
        try (Statement statement = session.createStatement()) {
            // Each statement sees what others committed before it: with any other level a row that somebody changed
            // meanwhile would fail the load. A role may have set another.
            statement.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED, READ WRITE");
            // Keys are compared as text: that of a timestamptz must not depend on where the driver runs.
            statement.execute(
                    "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL bytea_output = 'hex'");
            statement.execute("SET LOCAL lock_timeout = " + Math.max(1, request.lockTimeoutMillis()));
            statement.execute("SET LOCAL work_mem = '64MB'");
            // Compiling the wide statements takes longer than running them.
            statement.execute("SET LOCAL jit = off");
            // A violation must show at its statement, where it can be told from the others, not at the commit.
            statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
        }
    }

    private LoadCounts merge(Topic topic, List<OffsetRange> ranges, StagedCounts staged, Instant began)
            throws SQLException, IOException {
        Merge merge = new Merge(session, target, staging, request.runId());
        if (count(staging.rows()) != staged.rows) {
            merge.dropRepeated();
            if (count(staging.rows()) != staged.rows) {
                throw new Refusal("Staging holds " + count(staging.rows()) + " rows of " + staged.rows
                        + " that were read for table " + target.label() + ": run again");
            }
        }
        Withdrawal withdrawal = new Withdrawal(session, target, staging, request);
        long returned = withdrawal.clear(staged);
        long superseded = merge.dropOlder();
        long newest = staged.rows - superseded;
        long older = merge.older();
        merge.findNew(newest);
        List<Offender> offenders = merge.apply();
        offenders.forEach(offender -> staged.misfits.add(offender.kind(), offender.reason()));
        staged.misfits.check(request, target.label(), staged.dead - staged.overtaken + offenders.size(), staged.read());
        DeadLetters letters = new DeadLetters(session, target, staging, request);
        letters.add(offenders);
        long withdrawn = withdraw(withdrawal, staged, ranges, began);
        long dead = letters.store(topic);
        long rest = newest - merge.created() - merge.changed() - offenders.size();
        // Somebody may have set a version back between the two statements.
        older = Math.min(older, rest);
        return new LoadCounts(
                staged.read(),
                merge.created(),
                merge.changed(),
                rest - older,
                superseded + older,
                dead,
                withdrawn,
                returned);
    }

    private long withdraw(Withdrawal withdrawal, StagedCounts staged, List<OffsetRange> ranges, Instant began)
            throws SQLException {
        if (!request.full() || !target.has(Target.WITHDRAWN_AT)) {
            return 0;
        }
        String obstacle = withdrawal.obstacle(staged, ranges);
        if (obstacle != null) {
            details.put("not_withdrawn", obstacle);
            return 0;
        }
        long withdrawn = withdrawal.mark(began);
        if (withdrawal.refused() != null) {
            details.put("not_withdrawn", withdrawal.refused());
            details.put("withdrawals_refused", true);
        }
        return withdrawn;
    }

    private void drop() throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(staging.drop());
        }
    }

    private void store(LoadCounts counts, StagedCounts staged, StageTimes timing) throws SQLException {
        details.put("ignored_fields", staged.ignored);
        details.put("replaced_characters", staged.replaced);
        details.put("dead_reasons", staged.misfits.commonest());
        details.put("read_millis", staged.readMillis);
        details.put("millis", timing.millis());
        try (PreparedStatement insert = session.prepareStatement("""
                INSERT INTO azalai.load (id, run_id, topic, target, rows_read, rows_new, rows_changed, rows_unchanged,
                                         rows_superseded, rows_dead, rows_withdrawn, rows_returned, details, started_at)
                VALUES (?, (SELECT id FROM azalai.run WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)""")) {
            insert.setLong(1, staging.load());
            insert.setObject(2, request.runId());
            insert.setString(3, request.topic());
            insert.setString(4, target.label());
            insert.setLong(5, counts.read());
            insert.setLong(6, counts.created());
            insert.setLong(7, counts.changed());
            insert.setLong(8, counts.unchanged());
            insert.setLong(9, counts.superseded());
            insert.setLong(10, counts.dead());
            insert.setLong(11, counts.withdrawn());
            insert.setLong(12, counts.returned());
            insert.setString(13, new ObjectMapper().writeValueAsString(details));
            insert.setTimestamp(14, Timestamp.from(timing.start()));
            insert.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String table) throws SQLException {
        try (Statement statement = session.createStatement()) {
            ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table);
            row.next();
            return row.getLong(1);
        }
    }
}
