package azalai.ledger;

import azalai.database.Database;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The table {@code azalai.cursor}: how far each pipeline has read each of its sources. */
public final class Cursors {
    /**
     * One row of the table.
     *
     * @param value the greatest day acknowledged by Kafka
     * @param loadedValue the day the rows in the table have reached; null before the first load
     */
    public record Cursor(String pipeline, String source, LocalDate value, LocalDate loadedValue) {}

    private static final Database.Row<Cursor> ROW = row -> new Cursor(
            row.getString("pipeline"),
            row.getString("source"),
            day(row.getString("value")),
            day(row.getString("loaded_value")));

    private final Database database;

    /** The cursors in this database. */
    public Cursors(Database database) {
        this.database = database;
    }

    /** The cursor of a pipeline at one source; empty before its first run, which is full. */
    public Optional<Cursor> find(String pipeline, String source) {
        return database.first("SELECT * FROM azalai.cursor WHERE pipeline = ? AND source = ?", ROW, pipeline, source);
    }

    /** Every cursor of a pipeline, the latest moved first. */
    public List<Cursor> all(String pipeline) {
        return database.query("SELECT * FROM azalai.cursor WHERE pipeline = ? ORDER BY updated_at DESC", ROW, pipeline);
    }

    /** Moves the cursor forward; an earlier day than the stored one leaves it where it is. */
    public void advance(String pipeline, String source, LocalDate value) {
        database.update("""
                INSERT INTO azalai.cursor (pipeline, source, value) VALUES (?, ?, ?)
                ON CONFLICT (pipeline, source) DO UPDATE SET value = greatest(azalai.cursor.value, excluded.value), updated_at = clock_timestamp()
                """, pipeline, source, value.toString());
    }

    /** Sets the cursor, backwards too. */
    public void set(String pipeline, String source, LocalDate value) {
        database.update("""
                INSERT INTO azalai.cursor (pipeline, source, value) VALUES (?, ?, ?)
                ON CONFLICT (pipeline, source) DO UPDATE SET value = excluded.value, updated_at = clock_timestamp()
                """, pipeline, source, value.toString());
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

    private static LocalDate day(String text) {
        return text == null ? null : LocalDate.parse(text);
    }
}
