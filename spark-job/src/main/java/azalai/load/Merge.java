package azalai.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Brings the staged rows into the target within the final transaction: the newest of each key replaces an older row that
 * differs.
 */
final class Merge {
    private final Connection connection;
    private final Target target;
    private final String staged;
    private final Long run;
    private long known;
    private long unknown;
    private long created;
    private long changed;

    Merge(Connection connection, Target target, Staging staging, Long run) {
        this.connection = connection;
        this.target = target;
        this.staged = staging.rows();
        this.run = run;
    }

    long created() {
        return created;
    }

    long changed() {
        return changed;
    }

    /** How many rows were created or changed so far. */
    long applied() {
        return created + changed;
    }

    /** Deletes what tasks that were tried again staged twice. */
    void dropRepeated() throws SQLException {
        update("DELETE FROM %1$s a USING %1$s b WHERE a.%2$s = b.%2$s AND a.%3$s = b.%3$s AND a.ctid > b.ctid"
                .formatted(staged, Staging.PARTITION, Staging.OFFSET));
    }

    /**
     * Deletes all but the newest row of each key, and says how many: the higher version wins, then the later message, by
     * its timestamp and then its offset. Not by the offset alone: one key is on two partitions after the topic got more
     * of them, and offsets of different partitions tell nothing. Within a partition a message is as late as those before
     * it, at least: a producer's clock that was set back makes nothing older.
     */
    long dropOlder() throws SQLException {
        String key = Target.list("s.", target.key().stream());
        String version = target.version() == null ? "" : "s." + Sql.identifier(target.version()) + " DESC NULLS LAST, ";
        // Sorts only keys that occur more than once: usually none.
        return update("""
                DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                    SELECT place FROM (
                        SELECT s."@place" AS place, row_number() OVER (
                            PARTITION BY %2$s ORDER BY %3$s s."@late" DESC, s.%4$s DESC, s.%5$s DESC) AS rank
                        FROM (SELECT s.*, s.ctid AS "@place",
                                max(s.%8$s) OVER (PARTITION BY %2$s, s.%5$s ORDER BY s.%4$s) AS "@late"
                              FROM %1$s s JOIN (SELECT %6$s FROM %1$s GROUP BY %6$s HAVING count(*) > 1) repeated ON %7$s) s
                        ) ranked
                    WHERE rank > 1))""".formatted(
                        staged,
                        key,
                        version,
                        Staging.OFFSET,
                        Staging.PARTITION,
                        Target.list("", target.key().stream()),
                        target.sameKey("s", "repeated"),
                        Staging.TIMESTAMP));
    }

    /** Rows of which the table already holds a higher version. */
    long older() throws SQLException {
        if (target.version() == null) {
            return 0;
        }
        String version = Sql.identifier(target.version());
        try (Statement statement = connection.createStatement()) {
            ResultSet row =
                    statement.executeQuery("""
                    SELECT count(*) FROM %1$s s JOIN %2$s t ON %3$s
                    WHERE t.%4$s IS NOT NULL AND (s.%4$s IS NULL OR s.%4$s < t.%4$s)""".formatted(staged, target.quoted(), target.sameKey("s", "t"), version));
            row.next();
            return row.getLong(1);
        }
    }

    /**
     * Notes the places of rows whose key the table does not hold. Asked before anything is inserted: the planner takes an
     * empty table for empty however many rows a statement adds, and would look through all of them for each further one.
     *
     * @param newest how many rows are staged
     */
    void findNew(long newest) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            unknown = statement.executeLargeUpdate(
                    "CREATE TEMPORARY TABLE azalai_new ON COMMIT DROP AS SELECT s.ctid AS place" + " FROM " + staged
                            + " s WHERE " + isNew());
            known = newest - unknown;
        }
    }

    /** The condition on staged row {@code s} that the target holds no row of its key. */
    String isNew() {
        return "NOT EXISTS (SELECT FROM " + target.quoted() + " t WHERE " + target.sameKey("t", "s") + ")";
    }

    /**
     * Updates and inserts: all rows at once, or if a constraint is violated all but the offenders, which are returned.
     *
     * @throws Refusal if they are too many
     */
    List<Offender> apply() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            // Updates first: they may give up a unique value that a new row takes.
            long updated = known == 0 || target.values().isEmpty() ? 0 : update(replace("", ""));
            long inserted =
                    unknown == 0 ? 0 : update(insert("", known == 0 ? "" : "s.ctid IN (SELECT place FROM azalai_new)"));
            connection.releaseSavepoint(before);
            count(updated, inserted);
            return List.of();
        } catch (SQLException e) {
            if (!SqlState.blamesRow(e)) {
                throw e;
            }
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
        return new Offenders(connection, target, staged, this).find();
    }

    /** Counts rows that were applied. */
    void count(long updated, long inserted) {
        changed += updated;
        created += inserted;
    }

    /**
     * The statement that updates the rows the target holds in an older form.
     *
     * @param from a further table, with its comma, or nothing
     * @param condition which of the staged rows {@code s}; empty = all
     */
    String replace(String from, String condition) {
        List<Column> values = target.values();
        String assignments = values.stream()
                .map(column -> column.quoted() + " = s." + column.quoted())
                .collect(Collectors.joining(", "));
        String old = values.stream()
                .map(column -> "t." + column.quoted() + "::" + column.typeName())
                .collect(Collectors.joining(", "));
        String version = target.version() == null ? null : Sql.identifier(target.version());
        // Compares the stored bytes: one comparison a row instead of one a column, and it knows 1.0 from 1.00.
        return "UPDATE " + target.quoted() + " t SET " + assignments + own(Target.RUN_ID, " = " + run)
                + own(Target.CHANGED_AT, " = now()") + " FROM " + staged + " s" + from + " WHERE "
                + target.sameKey("t", "s")
                + (version == null ? "" : " AND (t." + version + " IS NULL OR s." + version + " >= t." + version + ")")
                + " AND ROW(" + old + ")::record *<> ROW("
                + Target.list("s.", values.stream().map(Column::name)) + ")::record"
                + (condition.isEmpty() ? "" : " AND " + condition);
    }

    /** The statement that inserts staged rows; parameters as those of {@link #replace}. */
    String insert(String from, String condition) {
        String columns = Target.list("", target.columns().stream().map(Column::name));
        String values = Target.list("s.", target.columns().stream().map(Column::name));
        return "INSERT INTO " + target.quoted() + " (" + columns + own(Target.RUN_ID, "")
                + own(Target.FIRST_SEEN_AT, "") + own(Target.CHANGED_AT, "") + ") SELECT " + values
                + (target.has(Target.RUN_ID) ? ", " + run : "")
                + (target.has(Target.FIRST_SEEN_AT) ? ", now()" : "")
                + (target.has(Target.CHANGED_AT) ? ", now()" : "") + " FROM " + staged + " s" + from
                + (condition.isEmpty() ? "" : " WHERE " + condition);
    }

    private String own(String column, String rest) {
        return target.has(column) ? ", " + Sql.identifier(column) + rest : "";
    }

    private long update(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeLargeUpdate();
        }
    }
}
