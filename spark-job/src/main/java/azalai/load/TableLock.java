package azalai.load;

import azalai.protocol.LoadLocks;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One load of a table at a time, by an advisory lock of the session that also commits: whoever loses the session has lost
 * the lock and cannot commit any more, and a killed driver leaves no lock behind.
 */
final class TableLock {
    private TableLock() {}

    /** Takes the lock for the life of the session, or refuses after the time, naming the holder. */
    static void acquire(Connection session, Target target, long timeoutMillis) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("SET lock_timeout = " + Math.max(1, timeoutMillis));
            statement.execute("SELECT pg_advisory_lock(" + LoadLocks.TABLE + ", " + target.oid() + ")");
            statement.execute("SET lock_timeout = 0");
        } catch (SQLException e) {
            if (!SqlState.LOCK_NOT_AVAILABLE.is(e)) {
                throw e;
            }
            throw new Refusal(
                    "Table " + target.label() + " is being loaded by " + holder(session, target)
                            + ", and did not become"
                            + " free within " + timeoutMillis / 1000.0
                            + " s: wait for that load or end it, then run again",
                    e);
        }
    }

    private static String holder(Connection session, Target target) throws SQLException {
        try (PreparedStatement query = session.prepareStatement("""
                SELECT pid, application_name, date_trunc('second', backend_start) AS since
                FROM pg_locks JOIN pg_stat_activity USING (pid)
                WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND classid = ?::oid AND objid = ?::oid
                  AND pg_locks.database = (SELECT oid FROM pg_database WHERE datname = current_database())""")) {
            query.setLong(1, LoadLocks.TABLE);
            query.setLong(2, Integer.toUnsignedLong(target.oid()));
            ResultSet row = query.executeQuery();
            if (!row.next()) {
                return "a load that has just ended";
            }
            return "\"" + row.getString("application_name") + "\" (PostgreSQL process " + row.getInt("pid") + ", since "
                    + row.getString("since") + ")";
        }
    }
}
