package azalai.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Brings the staged rows into the target within the final transaction: the newest of each key replaces an older row that
 * differs. The target is locked against other writers meanwhile, so that every count is exact.
 */
final class Merge {
    /** More rows than this that violate constraints are no bad records but a wrong table. */
    static final int MOST_OFFENDERS = 1_000;

    /** A staged row that a constraint of the target keeps out, by its place in the staging table. */
    record Offender(String place, String reason) {}

    private final Connection connection;
    private final Target target;
    private final String staged;
    private final Long run;
    private final List<Offender> offenders = new ArrayList<>();
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

    List<Offender> offenders() {
        return offenders;
    }

    /** Deletes what tasks that were tried again staged twice. */
    void dropRepeated() throws SQLException {
        update("DELETE FROM %1$s a USING %1$s b WHERE a.%2$s = b.%2$s AND a.%3$s = b.%3$s AND a.ctid > b.ctid"
                .formatted(staged, Staging.PARTITION, Staging.OFFSET));
    }

    /**
     * Deletes all but the newest row of each key, and says how many: the higher version wins, then the later offset (of
     * different partitions, which one key has only after the topic got more of them, the higher offset).
     */
    long dropOlder() throws SQLException {
        String key = Target.list("s.", target.key().stream());
        String version = target.version() == null ? "" : "s." + Sql.identifier(target.version()) + " DESC NULLS LAST, ";
        // Sorts only keys that occur more than once: usually none.
        return update("""
                DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
                    SELECT place FROM (
                        SELECT s.ctid AS place, row_number() OVER (PARTITION BY %2$s ORDER BY %3$s s.%4$s DESC, s.%5$s DESC) AS rank
                        FROM %1$s s JOIN (SELECT %6$s FROM %1$s GROUP BY %6$s HAVING count(*) > 1) repeated ON %7$s) ranked
                    WHERE rank > 1))""".formatted(
                        staged,
                        key,
                        version,
                        Staging.OFFSET,
                        Staging.PARTITION,
                        Target.list("", target.key().stream()),
                        target.sameKey("s", "repeated")));
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
                    "CREATE TEMPORARY TABLE azalai_new ON COMMIT DROP AS SELECT s.ctid AS place"
                            + " FROM " + staged + " s WHERE NOT EXISTS (SELECT FROM " + target.quoted() + " t WHERE "
                            + target.sameKey("t", "s") + ")");
            known = newest - unknown;
        }
    }

    /**
     * Updates and inserts. If a constraint is violated, the rows are halved under savepoints until the offenders are
     * alone; those are then tried once more, since a row may only have come before another it refers to.
     *
     * @throws Refusal if there are more than {@link #MOST_OFFENDERS}
     */
    void apply() throws SQLException {
        if (attempt("") == null) {
            return;
        }
        List<String> places = places();
        halve(places, 0, places.size());
        List<Offender> first = List.copyOf(offenders);
        offenders.clear();
        for (Offender offender : first) {
            SQLException error = attempt(between(offender.place, offender.place));
            if (error != null) {
                offenders.add(new Offender(offender.place, SqlState.message(error)));
            }
        }
    }

    /** Known: the rows from {@code from} (inclusive) to {@code to} (exclusive) cannot be applied together. */
    private void halve(List<String> places, int from, int to) throws SQLException {
        int middle = (from + to) >>> 1;
        for (int[] half : new int[][] {{from, middle}, {middle, to}}) {
            if (half[0] == half[1]) {
                continue;
            }
            SQLException error = attempt(between(places.get(half[0]), places.get(half[1] - 1)));
            if (error == null) {
                continue;
            }
            if (half[1] - half[0] > 1) {
                halve(places, half[0], half[1]);
            } else {
                offenders.add(new Offender(places.get(half[0]), SqlState.message(error)));
                if (offenders.size() > MOST_OFFENDERS) {
                    throw new Refusal(
                            "More than " + MOST_OFFENDERS + " records violate constraints of table " + target.label()
                                    + ", so the load was given up and changed nothing; one says: "
                                    + SqlState.message(error)
                                    + "; mend the table or what the pipeline publishes, then run again",
                            error);
                }
            }
        }
    }

    /** Applies the staged rows the condition leaves; the violation if that fails, and then nothing has happened. */
    private SQLException attempt(String condition) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            // Updates first: they may give up a unique value that a new row takes.
            long updated = known == 0 || target.values().isEmpty() ? 0 : replace(condition);
            long inserted = unknown == 0 ? 0 : insert(condition);
            connection.releaseSavepoint(before);
            changed += updated;
            created += inserted;
            return null;
        } catch (SQLException e) {
            if (!SqlState.blamesRow(e)) {
                throw e;
            }
            connection.rollback(before);
            return e;
        }
    }

    private long replace(String condition) throws SQLException {
        List<Column> values = target.values();
        String assignments = values.stream()
                .map(column -> column.quoted() + " = s." + column.quoted())
                .collect(Collectors.joining(", "));
        String old = values.stream()
                .map(column -> "t." + column.quoted() + "::" + column.typeName())
                .collect(Collectors.joining(", "));
        String version = target.version() == null ? null : Sql.identifier(target.version());
        // Compares the stored bytes: one comparison a row instead of one a column, and it knows 1.0 from 1.00.
        return update("UPDATE " + target.quoted() + " t SET " + assignments + own(Target.RUN_ID, " = " + run)
                + own(Target.CHANGED_AT, " = now()") + " FROM " + staged + " s WHERE " + target.sameKey("t", "s")
                + (version == null ? "" : " AND (t." + version + " IS NULL OR s." + version + " >= t." + version + ")")
                + " AND ROW(" + old + ")::record *<> ROW("
                + Target.list("s.", values.stream().map(Column::name)) + ")::record" + condition);
    }

    private long insert(String condition) throws SQLException {
        String columns = Target.list("", target.columns().stream().map(Column::name));
        String values = Target.list("s.", target.columns().stream().map(Column::name));
        return update("INSERT INTO " + target.quoted() + " (" + columns + own(Target.RUN_ID, "")
                + own(Target.FIRST_SEEN_AT, "") + own(Target.CHANGED_AT, "") + ") SELECT " + values
                + (target.has(Target.RUN_ID) ? ", " + run : "")
                + (target.has(Target.FIRST_SEEN_AT) ? ", now()" : "")
                + (target.has(Target.CHANGED_AT) ? ", now()" : "") + " FROM " + staged
                + " s WHERE " + (known == 0 ? "true" : "s.ctid IN (SELECT place FROM azalai_new)") + condition);
    }

    private String own(String column, String rest) {
        return target.has(column) ? ", " + Sql.identifier(column) + rest : "";
    }

    /** Where the staged rows stand, in order. */
    private List<String> places() throws SQLException {
        List<String> places = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(10_000);
            ResultSet row = statement.executeQuery("SELECT s.ctid::text FROM " + staged + " s ORDER BY s.ctid");
            while (row.next()) {
                places.add(row.getString(1));
            }
        }
        return places;
    }

    private static String between(String first, String last) {
        return " AND s.ctid BETWEEN '" + first + "'::tid AND '" + last + "'::tid";
    }

    private long update(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeLargeUpdate();
        }
    }
}
