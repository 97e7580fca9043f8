package azalai.load;

import azalai.protocol.LoadRequest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What the final transaction keeps others from: changing the target's columns, and copying into its staging tables for a
 * task that was given up. Other sessions go on writing rows, and vacuum, analyse and index it: a lock against writers
 * would wait for a VACUUM, and each load would cancel the autovacuum that waits for none.
 */
final class TargetLock {
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
            if (SqlState.UNDEFINED_TABLE.is(e) || SqlState.UNDEFINED_SCHEMA.is(e)) {
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
}
