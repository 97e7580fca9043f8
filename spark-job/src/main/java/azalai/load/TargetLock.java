package azalai.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the final transaction keeps others from: changing the target's columns, and copying into its staging tables for a
 * task that was given up. Other sessions go on writing rows, and vacuum, analyse and index it: a lock against writers
 * would wait for a VACUUM, and each load would cancel the autovacuum that waits for none.
 */
final class TargetLock {
    private static final int SHOWN = 60;

    private final Connection session;
    private final Target target;
    private final LoadRequest request;

    TargetLock(Connection session, Target target, LoadRequest request) {
        this.session = session;
        this.target = target;
        this.request = request;
    }

    /** @throws Refusal if the target is no longer the table it was when the load began */
    void take(Staging staging) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("LOCK TABLE " + staging.rows() + ", " + staging.dead() + " IN ACCESS EXCLUSIVE MODE");
            statement.execute("LOCK TABLE " + target.quoted() + " IN ROW EXCLUSIVE MODE");
        } catch (SQLException e) {
            if (SqlState.UNDEFINED_TABLE.is(e)) {
                throw changed(e);
            }
            throw e;
        }
        if (!TargetReader.read(session, request.table(), request.version()).equals(target)) {
            throw changed(null);
        }
    }

    private Refusal changed(SQLException e) {
        return new Refusal(
                "Table " + target.label() + " was altered, dropped or made again while this load read, so the load was"
                        + " given up and changed nothing: run again",
                e);
    }

    /** The sentence for a lock that was not had in time, of the table or of a row; to be called after the rollback. */
    Refusal refusal(SQLException e) {
        return new Refusal(
                "Table " + target.label() + ", or a row of it, has been locked by " + holder(e) + " for longer than "
                        + request.lockTimeoutMillis() / 1000.0 + " s, so the load was given up and changed nothing: let"
                        + " that session commit or end it, then run again",
                e);
    }

    private String holder(SQLException failure) {
        try (PreparedStatement query = session.prepareStatement("""
                SELECT pid, coalesce(nullif(application_name, ''), usename), query
                FROM pg_locks JOIN pg_stat_activity USING (pid)
                WHERE locktype = 'relation' AND relation = ?::oid AND granted AND pid <> pg_backend_pid()
                  AND mode NOT IN ('AccessShareLock', 'ShareUpdateExclusiveLock')
                  AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                ORDER BY xact_start LIMIT 1""")) {
            query.setLong(1, target.id());
            ResultSet row = query.executeQuery();
            if (!row.next()) {
                return "a session that has just ended";
            }
            String statement = row.getString(3).lines().findFirst().orElse("");
            return "PostgreSQL process " + row.getInt(1) + " (\"" + row.getString(2) + "\": "
                    + (statement.length() <= SHOWN ? statement : statement.substring(0, SHOWN) + "…") + ")";
        } catch (SQLException e) {
            failure.addSuppressed(e);
            return "another session";
        }
    }
}
