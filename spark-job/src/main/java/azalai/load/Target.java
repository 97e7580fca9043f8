package azalai.load;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table that is loaded, as its own catalog describes it.
 *
 * @param columns what messages fill: neither generated columns nor the loader's own
 * @param key the primary key's columns, in its order
 * @param version the column that orders the versions of a row; null if none does
 * @param own the loader's own columns ({@link #OWN}) that the table has
 */
record Target(
        String schema, String name, int oid, List<Column> columns, List<String> key, String version, Set<String> own)
        implements Serializable {
    static final String RUN_ID = "run_id";
    static final String FIRST_SEEN_AT = "first_seen_at";
    static final String CHANGED_AT = "changed_at";
    static final String WITHDRAWN_AT = "withdrawn_at";

    /** The loader fills these where the table has them, whatever a message says. */
    static final Set<String> OWN = Set.of(RUN_ID, FIRST_SEEN_AT, CHANGED_AT, WITHDRAWN_AT);

    /** PostgreSQL's id of the table: one dropped and made again has another. */
    long id() {
        return Integer.toUnsignedLong(oid);
    }

    /** The name people and the ledger know it by: {@code public.rappel_conso}. */
    String label() {
        return schema + "." + name;
    }

    String quoted() {
        return Sql.identifier(schema) + "." + Sql.identifier(name);
    }

    boolean has(String ownColumn) {
        return own.contains(ownColumn);
    }

    /** The columns outside the primary key: what may differ between two versions of a row. */
    List<Column> values() {
        return columns.stream().filter(column -> !key.contains(column.name())).toList();
    }

    Optional<Column> column(String name) {
        return columns.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** A list of the columns, each with the prefix: {@code s."a", s."b"}. */
    static String list(String prefix, Stream<String> columns) {
        return columns.map(name -> prefix + Sql.identifier(name)).collect(Collectors.joining(", "));
    }

    /** The primary key of row {@code a} as text in UTF-8; of several columns, as PostgreSQL writes a row of them. */
    String keyBytes(String a) {
        String columns = list(a + ".", key.stream());
        return "convert_to(" + (key.size() == 1 ? columns : "ROW(" + columns + ")") + "::text, 'UTF8')";
    }

    /** Row {@code a} and row {@code b} have the same key. */
    String sameKey(String a, String b) {
        return key.stream()
                .map(Sql::identifier)
                .map(column -> a + "." + column + " = " + b + "." + column)
                .collect(Collectors.joining(" AND "));
    }
}
