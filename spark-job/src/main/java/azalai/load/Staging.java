package azalai.load;

import azalai.protocol.LoadLocks;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The two tables a load copies into before its transaction, unlogged: one with the target's columns and where each row
 * came from, one for dead letters. The load holds an advisory lock on its number while it lives, so that a later load
 * knows the tables of a dead one.
 */
record Staging(long load) implements Serializable {
    private static final Logger LOG = LoggerFactory.getLogger(Staging.class);

    /** Columns no target has, nor would anybody name one so. */
    static final String PARTITION = "\"@partition\"";

    static final String OFFSET = "\"@offset\"";
    /** The message's own, in milliseconds since 1970; -1 where it has none. */
    static final String TIMESTAMP = "\"@timestamp\"";

    /** The run of the load's own pipeline that published the message; null: pushed, or another program's. */
    static final String RUN = "\"@run\"";

    String rows() {
        return "azalai_staging.load_" + load;
    }

    String dead() {
        return "azalai_staging.load_" + load + "_dead";
    }

    /** The order of the columns in {@link #rows()}. */
    static String copyRows(Staging staging, Target target) {
        return "COPY " + staging.rows() + " (" + PARTITION + ", " + OFFSET + ", " + TIMESTAMP + ", " + RUN + ", "
                + Target.list("", target.columns().stream().map(Column::name)) + ") FROM STDIN";
    }

    static String copyDead(Staging staging) {
        return "COPY " + staging.dead() + " (partition, \"offset\", run_id, pipeline, key, value, reason) FROM STDIN";
    }

    /** Takes the next load's number and marks it as alive for the life of the session. */
    static Staging next(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            ResultSet row = statement.executeQuery("SELECT nextval(pg_get_serial_sequence('azalai.load', 'id'))");
            row.next();
            long load = row.getLong(1);
            statement.execute("SELECT pg_advisory_lock(" + LoadLocks.LOAD + ", " + (int) load + ")");
            return new Staging(load);
        }
    }

    /** Drops the tables of loads whose session is gone. */
    static void dropDead(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            for (Staging staging : all(statement)) {
                String key = LoadLocks.LOAD + ", " + (int) staging.load;
                ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + key + ")");
                row.next();
                if (row.getBoolean(1)) {
                    staging.drop(statement);
                    statement.execute("SELECT pg_advisory_unlock(" + key + ")");
                }
            }
        }
    }

    /**
     * Drops the tables outside the final transaction. An executor that does not know yet that its driver is dead, or its
     * task given up, may still copy: then they stay, and the load after this one drops them.
     */
    void drop(Statement statement) throws SQLException {
        try {
            statement.execute("SET lock_timeout = '2s'");
            statement.execute(drop());
        } catch (SQLException e) {
            if (!SqlState.LOCK_NOT_AVAILABLE.is(e)) {
                throw e;
            }
            LOG.warn("The staging tables of load {} are still in use and stay for now", load);
        } finally {
            statement.execute("SET lock_timeout = 0");
        }
    }

    private static List<Staging> all(Statement statement) throws SQLException {
        List<Staging> found = new ArrayList<>();
        ResultSet row = statement.executeQuery("""
                SELECT DISTINCT substring(relname FROM '^load_([0-9]+)(?:_dead)?$')::int8 AS load FROM pg_class
                WHERE relnamespace = 'azalai_staging'::regnamespace AND relname ~ '^load_[0-9]+(_dead)?$'""");
        while (row.next()) {
            found.add(new Staging(row.getLong(1)));
        }
        return found;
    }

    /**
     * Makes both tables. The columns come from the target by a query, which carries types and collations along but no
     * constraint; a domain becomes the type below it, so that its constraints bite at the merge and not in the COPY. Rows
     * that fit into a page are not compressed: that was half the COPY's time, spent on a table that lives for seconds.
     */
    void create(Connection session, Target target) throws SQLException {
        String columns = target.columns().stream()
                .map(column -> column.quoted() + "::" + column.typeName() + " AS " + column.quoted())
                .collect(Collectors.joining(", "));
        try (Statement statement = session.createStatement()) {
            statement.execute("CREATE UNLOGGED TABLE " + rows()
                    + " WITH (autovacuum_enabled = off, toast_tuple_target = 8160) AS SELECT 0 AS "
                    + PARTITION + ", 0::int8 AS " + OFFSET + ", 0::int8 AS " + TIMESTAMP + ", 0::int8 AS " + RUN + ", "
                    + columns + " FROM "
                    + target.quoted() + " WITH NO DATA");
            statement.execute("CREATE UNLOGGED TABLE " + dead()
                    + " (partition int, \"offset\" int8, run_id int8, pipeline text, key bytea, value bytea, reason text)"
                    + " WITH (autovacuum_enabled = off)");
        }
    }

    /**
     * How many of the dead letters a later message with the same key, one that fits, has overtaken: what was mended and
     * published again is no fault any more.
     */
    long overtaken(Connection session, Target target) throws SQLException {
        try (Statement statement = session.createStatement()) {
            // As the merge does: a key that is compared as text must not depend on where the driver runs.
            statement.execute("SET TimeZone = 'UTC'; SET DateStyle = 'ISO'; SET bytea_output = 'hex'");
            ResultSet row = statement.executeQuery("SELECT count(*) FROM " + dead() + " d JOIN (SELECT " + PARTITION
                    + " AS partition, " + target.keyBytes("s") + " AS key, max(" + OFFSET + ") AS last FROM " + rows()
                    + " s GROUP BY 1, 2) good USING (partition, key) WHERE good.last > d.\"offset\"");
            row.next();
            return row.getLong(1);
        }
    }

    String drop() {
        return "DROP TABLE IF EXISTS " + rows() + ", " + dead();
    }
}
