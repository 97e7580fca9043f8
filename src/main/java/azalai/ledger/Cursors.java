package azalai.ledger;

import azalai.database.Database;
import java.util.List;
import java.util.Optional;

/** The table {@code azalai.cursor}: how far each pipeline has read each of its sources. */
public final class Cursors {
    /**
     * One row of the table.
     *
     * @param kind what the values are
     * @param value the greatest one acknowledged by Kafka
     * @param loadedValue the one the rows in the table have reached; null before the first load
     */
    public record Cursor(String pipeline, String source, CursorKind kind, String value, String loadedValue) {}

    private static final Database.Row<Cursor> ROW = row -> new Cursor(
            row.getString("pipeline"),
            row.getString("source"),
            CursorKind.of(row.getString("kind")),
            row.getString("value"),
            row.getString("loaded_value"));

    private final Database database;

    /** The cursors in this database. */
    public Cursors(Database database) {
        this.database = database;
    }

    /** The cursor of a pipeline at one source; empty before its first run, which is full, and when its kind was another. */
    public Optional<Cursor> find(String pipeline, String source, CursorKind kind) {
        return database.first(
                "SELECT * FROM azalai.cursor WHERE pipeline = ? AND source = ? AND kind = ?",
                ROW,
                pipeline,
                source,
                kind.title());
    }

    /** Every cursor of a pipeline, the latest moved first. */
    public List<Cursor> all(String pipeline) {
        return database.query("SELECT * FROM azalai.cursor WHERE pipeline = ? ORDER BY updated_at DESC", ROW, pipeline);
    }

    /** Moves the cursor forward; an earlier value than the stored one leaves it where it is, one of another kind replaces it. */
    public void advance(String pipeline, String source, CursorKind kind, String value) {
        database.update("""
                INSERT INTO azalai.cursor AS c (pipeline, source, kind, value) VALUES (?, ?, ?, ?)
                ON CONFLICT (pipeline, source) DO UPDATE SET
                  value = CASE WHEN c.kind = excluded.kind AND NOT CASE c.kind
                      WHEN 'instant' THEN excluded.value::timestamptz > c.value::timestamptz
                      WHEN 'number' THEN excluded.value::numeric > c.value::numeric
                      ELSE excluded.value COLLATE "C" > c.value COLLATE "C" END
                    THEN c.value ELSE excluded.value END,
                  loaded_value = CASE WHEN c.kind = excluded.kind THEN c.loaded_value END,
                  kind = excluded.kind, updated_at = clock_timestamp()
                """, pipeline, source, kind.title(), value);
    }

    /** Sets the cursor, backwards too. */
    public void set(String pipeline, String source, CursorKind kind, String value) {
        database.update("""
                INSERT INTO azalai.cursor AS c (pipeline, source, kind, value) VALUES (?, ?, ?, ?)
                ON CONFLICT (pipeline, source) DO UPDATE SET value = excluded.value,
                  loaded_value = CASE WHEN c.kind = excluded.kind THEN c.loaded_value END,
                  kind = excluded.kind, updated_at = clock_timestamp()
                """, pipeline, source, kind.title(), value);
    }

    /** Forgets every cursor of a pipeline; its next run is full. */
    public int reset(String pipeline) {
        return database.update("DELETE FROM azalai.cursor WHERE pipeline = ?", pipeline);
    }

    /** After a load: the rows have reached what the cursor had. */
    public void loaded(String pipeline, String source) {
        database.update(
                "UPDATE azalai.cursor SET loaded_value = value, updated_at = clock_timestamp() WHERE pipeline = ? AND source = ?",
                pipeline,
                source);
    }
}
