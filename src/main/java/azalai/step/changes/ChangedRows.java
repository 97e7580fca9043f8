package azalai.step.changes;

import azalai.database.Database;
import azalai.database.TableName;
import azalai.error.LastingFailure;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The rows of a table that a run's load changed last, as JSON objects of its columns, in pages. Each page is a query of
 * its own that goes on where the one before ended, so that a slow reader holds neither a connection nor more than a page.
 * A row that a later run changes meanwhile is that run's.
 */
public final class ChangedRows implements Iterator<List<String>> {
    /**
     * The rows' physical places are their order: it needs no index, and one pass over the table in all. Asked for a
     * stretch of the table at a time: without an end, PostgreSQL would sort the whole rest for every page.
     */
    private static final String PAGE = """
            SELECT place, row FROM (
              SELECT place, row, row_number() OVER (ORDER BY place) AS n, sum(octet_length(row)) OVER (ORDER BY place) AS bytes FROM (
                SELECT place, row_to_json(whole)::text AS row FROM (
                  SELECT t.ctid AS place, t AS whole FROM %s t
                  WHERE t.run_id = ? AND t.ctid > ?::tid AND t.ctid < ?::tid ORDER BY t.ctid LIMIT ?) rows) page) counted
            WHERE n = 1 OR bytes <= ? ORDER BY place
            """;

    private static final String BLOCKS =
            "SELECT pg_relation_size(?::regclass) / current_setting('block_size')::int + 1";
    /** A megabyte of the table. */
    private static final int STRETCH = 128;

    /**
     * What a page holds at most.
     *
     * @param rows so many rows
     * @param bytes so much JSON, but a row at least
     */
    public record Size(int rows, int bytes) {}

    private record Row(String place, String json) {}

    private final Database database;
    private final String sql;
    private final long run;
    private final Size size;
    private final long blocks;
    private long end = STRETCH;
    private String place = "(0,0)";
    private List<String> next;

    private ChangedRows(Database database, String table, long run, Size size) {
        this.database = database;
        this.sql = PAGE.formatted(table);
        this.run = run;
        this.size = size;
        this.blocks = database.first(BLOCKS, row -> row.getLong(1), table).orElseThrow();
    }

    /**
     * The rows of a run.
     *
     * @param table with or without its schema
     * @param size of a page
     * @throws LastingFailure if there is no such table, or it has no column run_id
     */
    public static ChangedRows of(Database database, String table, long run, Size size) {
        String found = TableName.find(database, table)
                .flatMap(name -> database.first("""
                        SELECT c.oid::regclass::text FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                        WHERE c.oid = to_regclass(?) AND c.relkind = 'r' AND a.attname = 'run_id' AND NOT a.attisdropped
                        """, row -> row.getString(1), name.quoted()))
                .orElseThrow(() -> new LastingFailure(
                        "What changed in %s cannot be told: it is no table with a column run_id bigint, which the load fills."
                                .formatted(table),
                        null));
        return new ChangedRows(database, found, run, size);
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            List<Row> rows = page();
            while (rows.isEmpty() && end < blocks) {
                place = "(%d,0)".formatted(end);
                end += STRETCH;
                rows = page();
            }
            if (!rows.isEmpty()) {
                place = rows.get(rows.size() - 1).place();
            }
            next = rows.stream().map(Row::json).toList();
        }
        return !next.isEmpty();
    }

    private List<Row> page() {
        return database.query(
                sql,
                row -> new Row(row.getString(1), row.getString(2)),
                run,
                place,
                "(%d,0)".formatted(end),
                size.rows(),
                size.bytes());
    }

    @Override
    public List<String> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<String> page = next;
        next = null;
        return page;
    }
}
