package azalai.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies staged rows of which not all can be applied, and finds those that constraints of the target keep out.
 *
 * <p>The rows are numbered in a temporary table, and a function of the session applies a range of numbers, or if that
 * fails each sixteenth of it, down to the single row. A server's own function, since the statements are planned once and
 * a row costs no round trip: 991 offenders among 100,000 records take 8 s (bench/load/run offenders, two cores).
 *
 * <p>A row may only have come before another that it refers to, or that gives up a unique value: those that another row
 * can help are applied again, the other way round, until a pass has applied none.
 */
final class Offenders {
    /** More rows than this that violate constraints are no bad records but a wrong table. */
    static final int MOST = 1_000;

    /** A call of the function: the driver looks in between whether to go on. */
    private static final int CHUNK = 4_096;

    /** While more are left, a pass must pay: rows in the very worst order would ask for one each. */
    private static final int MOST_PASSES = 50;

    /**
     * Of {@code azalai_offender o}: unique and exclusion constraints, triggers, and references within the table, which a row
     * may violate until another one is there. What it lacks in another table no row of this load brings.
     */
    private static final String MAY_FIT_LATER = "o.may_fit_later";

    private final Connection connection;
    private final Target target;
    private final String staged;
    private final Merge merge;

    Offenders(Connection connection, Target target, String staged, Merge merge) {
        this.connection = connection;
        this.target = target;
        this.staged = staged;
        this.merge = merge;
    }

    /**
     * Applies what can be applied; the rows that cannot, in the order of the topic.
     *
     * @throws Refusal if there are more than {@link #MOST}
     */
    List<Offender> find() throws SQLException {
        update(
                "CREATE TEMPORARY TABLE azalai_offender (place tid, may_fit_later boolean, said text, detail text) ON COMMIT DROP");
        update(function());
        boolean forward = true;
        long applied = merge.applied();
        long left = pass("", forward);
        for (int passes = 1; left > 0 && (left <= MOST || passes < MOST_PASSES); passes++) {
            if (merge.applied() == applied) {
                together();
                break;
            }
            applied = merge.applied();
            forward = !forward;
            left = pass("WHERE s.ctid IN (SELECT o.place FROM azalai_offender o WHERE " + MAY_FIT_LATER + ")", forward);
        }
        return offenders();
    }

    /** Applies the rows one chunk after the other; how many are left that may fit later. */
    private long pass(String which, boolean forward) throws SQLException {
        long rows =
                update("CREATE TEMPORARY TABLE azalai_part ON COMMIT DROP AS SELECT row_number() OVER (ORDER BY s.ctid"
                        + (forward ? "" : " DESC") + ") AS n, s.ctid AS place, " + merge.isNew() + " AS is_new FROM "
                        + staged
                        + " s " + which);
        update("ALTER TABLE azalai_part ADD PRIMARY KEY (n)");
        update("DELETE FROM azalai_offender o WHERE " + MAY_FIT_LATER);
        for (long first = 1; first <= rows; first += CHUNK) {
            apply(first, Math.min(rows, first + CHUNK - 1));
            if (count("NOT " + MAY_FIT_LATER) > MOST) {
                throw tooMany();
            }
        }
        update("DROP TABLE azalai_part");
        return count(MAY_FIT_LATER);
    }

    private void apply(long first, long last) throws SQLException {
        try (PreparedStatement call =
                connection.prepareStatement("SELECT updated, inserted FROM pg_temp.azalai_apply(?, ?)")) {
            call.setLong(1, first);
            call.setLong(2, last);
            ResultSet row = call.executeQuery();
            row.next();
            merge.count(row.getLong(1), row.getLong(2));
        }
    }

    /** Rows that refer to each other in a circle fit only at once. */
    private void together() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            String which = "s.ctid = o.place AND " + MAY_FIT_LATER;
            long updated = target.values().isEmpty() ? 0 : update(merge.replace(", azalai_offender o", which));
            long inserted = update(merge.insert(", azalai_offender o", which + " AND " + merge.isNew()));
            connection.releaseSavepoint(before);
            merge.count(updated, inserted);
            update("DELETE FROM azalai_offender o WHERE " + MAY_FIT_LATER);
        } catch (SQLException e) {
            if (!SqlState.blamesRow(e)) {
                throw e;
            }
            connection.rollback(before);
            connection.releaseSavepoint(before);
        }
    }

    /**
     * The joins are told to the planner: it plans for any range at once, and would rather read a large target whole than
     * look up the few rows of a narrow one.
     */
    private String function() {
        String from = ", azalai_part p";
        String which = "p.place = s.ctid AND p.n BETWEEN azalai_first AND azalai_last";
        String update =
                target.values().isEmpty() ? "" : merge.replace(from, which) + "; GET DIAGNOSTICS updated = ROW_COUNT;";
        return """
                CREATE OR REPLACE FUNCTION pg_temp.azalai_apply(
                    azalai_first int8, azalai_last int8, OUT updated int8, OUT inserted int8)
                LANGUAGE plpgsql SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off
                SET plan_cache_mode = force_generic_plan AS $azalai$
                DECLARE
                    code text;
                    violated text;
                    said text;
                    detail text;
                    width int8;
                    part record;
                BEGIN
                    updated := 0;
                    BEGIN
                        %1$s
                        %2$s;
                        GET DIAGNOSTICS inserted = ROW_COUNT;
                        RETURN;
                    EXCEPTION WHEN OTHERS THEN
                        GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, violated = CONSTRAINT_NAME,
                            said = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL;
                        IF code !~ '%3$s' THEN
                            RAISE;
                        END IF;
                    END;
                    updated := 0;
                    inserted := 0;
                    IF azalai_first = azalai_last THEN
                        INSERT INTO azalai_offender
                            SELECT p.place, code IN ('23505', '23P01', 'P0001') OR code IN ('23001', '23503') AND EXISTS (
                                    SELECT FROM pg_catalog.pg_constraint c WHERE c.conname = violated AND c.contype = 'f'
                                    AND c.conrelid = %4$d::oid AND c.confrelid = %4$d::oid), said, detail
                            FROM azalai_part p WHERE p.n = azalai_first;
                        RETURN;
                    END IF;
                    width := (azalai_last - azalai_first + 16) / 16;
                    FOR part_first IN azalai_first..azalai_last BY width LOOP
                        SELECT a.updated, a.inserted INTO part
                            FROM pg_temp.azalai_apply(part_first, least(part_first + width - 1, azalai_last)) a;
                        updated := updated + part.updated;
                        inserted := inserted + part.inserted;
                    END LOOP;
                END $azalai$""".formatted(update, merge.insert(from, which + " AND p.is_new"), SqlState.BLAMES_ROW, target.id());
    }

    private List<Offender> offenders() throws SQLException {
        if (count("true") > MOST) {
            throw tooMany();
        }
        List<Offender> offenders = new ArrayList<>();
        String refused = "Table " + target.label() + " refused it: ";
        try (Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery("SELECT s." + Staging.PARTITION + ", s." + Staging.OFFSET
                    + ", o.said, o.detail FROM azalai_offender o JOIN " + staged
                    + " s ON s.ctid = o.place ORDER BY 1, 2");
            while (row.next()) {
                String said = row.getString(3);
                offenders.add(new Offender(
                        row.getInt(1),
                        row.getLong(2),
                        refused + said,
                        refused + SqlState.message(said, row.getString(4))));
            }
        }
        return offenders;
    }

    private LastingRefusal tooMany() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery(
                    "SELECT said, min(detail) FROM azalai_offender GROUP BY said ORDER BY count(*) DESC LIMIT 1");
            row.next();
            return new LastingRefusal("More than " + MOST + " records violate constraints of table " + target.label()
                    + ", so the load was given up and changed nothing; one says: "
                    + CopyText.line(SqlState.message(row.getString(1), row.getString(2)))
                    + "; mend the table or what the pipeline publishes, then run again");
        }
    }

    private long count(String condition) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            ResultSet row = statement.executeQuery("SELECT count(*) FROM azalai_offender o WHERE " + condition);
            row.next();
            return row.getLong(1);
        }
    }

    private long update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }
}
