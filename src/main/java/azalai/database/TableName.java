package azalai.database;

import java.util.Optional;

/**
 * A table that is there, by the names it has in the catalog: {@code user} and {@code order} are names like any other.
 *
 * @param schema its schema
 * @param name its own name
 */
public record TableName(String schema, String name) {
    /** By what stands before and behind the first dot, or the whole as one name; as written, else in lower case. */
    private static final String FIND = """
            SELECT n.nspname, c.relname FROM (SELECT ?::text AS written) w,
              LATERAL (VALUES (1, written), (2, lower(written))) AS form (place, table_name),
              LATERAL (VALUES
                (1, quote_ident(split_part(table_name, '.', 1)) || '.' || quote_ident(substr(table_name, strpos(table_name, '.') + 1))),
                (2, quote_ident(table_name))) AS quoted (way, identifier)
            JOIN pg_class c ON c.oid = to_regclass(identifier) JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE way = 2 OR strpos(table_name, '.') > 1
            ORDER BY place, way LIMIT 1
            """;

    /**
     * Finds a table as this application's sessions see it.
     *
     * @param written with or without its schema
     */
    public static Optional<TableName> find(Database database, String written) {
        return database.first(FIND, row -> new TableName(row.getString(1), row.getString(2)), written);
    }

    /** With its schema, as the catalog writes both: the loader's name for it. */
    public String label() {
        return schema + "." + name;
    }

    /** With its schema, quoted for SQL. */
    public String quoted() {
        return quoted(schema) + "." + quoted(name);
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
