package azalai.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Describes a table from pg_catalog, and refuses one that cannot be loaded before anything is read. */
final class TargetReader {
    /** A domain stands for the type below it: its own constraints are checked by PostgreSQL at the merge. */
    private static final String COLUMNS = """
            WITH RECURSIVE resolved AS (
                SELECT attnum, attname, atttypid AS type, atttypmod AS typmod, attnotnull AS required,
                       attgenerated <> '' AS generated, attidentity AS identity
                FROM pg_attribute WHERE attrelid = ?::oid AND attnum > 0 AND NOT attisdropped
              UNION ALL
                SELECT attnum, attname, typbasetype, CASE WHEN typtypmod = -1 THEN typmod ELSE typtypmod END,
                       required OR typnotnull, generated, identity
                FROM resolved JOIN pg_type ON pg_type.oid = type WHERE typtype = 'd')
            SELECT attname, format_type(type, typmod) AS written, typmod, required, generated, identity,
                   coalesce(e.typname, t.typname) AS element, e.oid IS NOT NULL AS is_array,
                   coalesce(e.typnamespace, t.typnamespace) = 'pg_catalog'::regnamespace AS built_in,
                   ARRAY(SELECT enumlabel::text FROM pg_enum WHERE enumtypid = coalesce(e.oid, t.oid) ORDER BY enumsortorder)
                       AS labels
            FROM resolved JOIN pg_type t ON t.oid = type AND t.typtype <> 'd'
            LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
            ORDER BY attnum""";

    private static final String KEY = """
            SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey::int2[])
            WHERE indrelid = ?::oid AND indisprimary ORDER BY array_position(indkey::int2[], attnum)""";

    private static final Map<String, Set<String>> OWN_TYPES = Map.of(
            Target.RUN_ID, Set.of("bigint", "integer"),
            Target.FIRST_SEEN_AT, Set.of("timestamp with time zone"),
            Target.CHANGED_AT, Set.of("timestamp with time zone"),
            Target.WITHDRAWN_AT, Set.of("timestamp with time zone"));

    private final Connection connection;

    private TargetReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * Describes the table.
     *
     * @param table {@code table}, found by the search path, or {@code schema.table}
     * @param version the version column; null for none
     */
    static Target read(Connection connection, String table, String version) throws SQLException {
        return new TargetReader(connection).read(table, version);
    }

    private Target read(String table, String version) throws SQLException {
        int dot = table.indexOf('.');
        String quoted = dot < 0
                ? Sql.identifier(table)
                : Sql.identifier(table.substring(0, dot)) + "." + Sql.identifier(table.substring(dot + 1));
        try (PreparedStatement query = connection.prepareStatement("""
                SELECT c.oid::int8, nspname, relname, relkind FROM pg_class c
                JOIN pg_namespace n ON n.oid = relnamespace WHERE c.oid = to_regclass(?)""")) {
            query.setString(1, quoted);
            ResultSet row = query.executeQuery();
            if (!row.next()) {
                throw new LastingRefusal(
                        "Table " + table + " does not exist in the database, so nothing can be loaded into it:"
                                + " create it by a migration below sql/");
            }
            String label = row.getString("nspname") + "." + row.getString("relname");
            if (!Set.of("r", "p").contains(row.getString("relkind"))) {
                throw new LastingRefusal(label + " is a view or the like, not a table: load the table behind it");
            }
            return describe(label, row.getString("nspname"), row.getString("relname"), row.getLong(1), version);
        }
    }

    private Target describe(String label, String schema, String name, long oid, String version) throws SQLException {
        List<String> key = key(oid);
        if (key.isEmpty()) {
            throw new LastingRefusal(
                    "Table " + label + " has no primary key, so a message cannot be told from another row:"
                            + " add one by a migration below sql/");
        }
        List<Column> columns = new ArrayList<>();
        Set<String> own = new HashSet<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setLong(1, oid);
            for (ResultSet row = query.executeQuery(); row.next(); ) {
                String column = row.getString("attname");
                if (Target.OWN.contains(column)) {
                    checkOwn(label, column, row.getString("written"));
                    own.add(column);
                } else if (!filledByDatabase(row, key)) {
                    columns.add(column(label, row));
                }
            }
        }
        Target target = new Target(schema, name, (int) oid, columns, key, version, own);
        for (String column : key) {
            if (target.column(column).isEmpty()) {
                throw new LastingRefusal("The primary key of " + label + " holds " + column
                        + ", which no message can fill: it is generated or the loader's own");
            }
        }
        if (version != null && target.column(version).isEmpty()) {
            throw new LastingRefusal("Table " + label + " has no column " + version
                    + " for the version of a row: name another," + " or none to let the later message win");
        }
        return target;
    }

    private List<String> key(long oid) throws SQLException {
        List<String> key = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(KEY)) {
            query.setLong(1, oid);
            for (ResultSet row = query.executeQuery(); row.next(); ) {
                key.add(row.getString(1));
            }
        }
        return key;
    }

    /** An identity by default may still be a key that messages bring along. */
    private static boolean filledByDatabase(ResultSet row, List<String> key) throws SQLException {
        String identity = row.getString("identity");
        return row.getBoolean("generated")
                || identity.equals("a")
                || identity.equals("d") && !key.contains(row.getString("attname"));
    }

    private static void checkOwn(String label, String column, String type) {
        if (!OWN_TYPES.get(column).contains(type)) {
            throw new LastingRefusal(
                    "Column " + column + " of " + label + " is " + type + ", but the loader fills it and needs "
                            + String.join(" or ", OWN_TYPES.get(column)) + ": rename yours");
        }
    }

    private static Column column(String label, ResultSet row) throws SQLException {
        String[] labels = (String[]) row.getArray("labels").getArray();
        ColumnType type = null;
        if (labels.length > 0) {
            type = new EnumType(List.of(labels));
        } else if (row.getBoolean("built_in")) {
            type = builtIn(row.getString("element"), row.getInt("typmod"));
        }
        if (type == null) {
            throw new LastingRefusal(
                    "Column " + row.getString("attname") + " of " + label + " is " + row.getString("written")
                            + ", which the load cannot fill: it knows text, varchar, smallint, integer, bigint, numeric, real,"
                            + " double precision, boolean, date, timestamp, timestamptz, uuid, jsonb, bytea, enums and arrays of"
                            + " them");
        }
        return new Column(
                row.getString("attname"),
                row.getString("written"),
                row.getBoolean("is_array") ? new ArrayType(type) : type,
                row.getBoolean("required"));
    }

    private static ColumnType builtIn(String name, int typmod) {
        return switch (name) {
            case "text" -> new TextType(Integer.MAX_VALUE);
            case "varchar" -> new TextType(typmod < 0 ? Integer.MAX_VALUE : typmod - 4);
            case "int2" -> new IntegerType(Short.MIN_VALUE, Short.MAX_VALUE);
            case "int4" -> new IntegerType(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "int8" -> new IntegerType(Long.MIN_VALUE, Long.MAX_VALUE);
            case "numeric" -> numeric(typmod);
            case "float4" -> new FloatType(false);
            case "float8" -> new FloatType(true);
            case "bool" -> new BooleanType();
            case "date" -> StringType.DATE;
            case "timestamp" -> new TimestampType(false, typmod < 0 ? TimestampType.MICROS : typmod);
            case "timestamptz" -> new TimestampType(true, typmod < 0 ? TimestampType.MICROS : typmod);
            case "uuid" -> StringType.UUID;
            case "bytea" -> StringType.BYTEA;
            case "jsonb" -> new JsonbType();
            default -> null;
        };
    }

    /** The modifier holds the precision above and the scale, eleven bits with a sign, below; 4 is its header's length. */
    private static ColumnType numeric(int typmod) {
        if (typmod < 0) {
            return NumericType.UNLIMITED;
        }
        int packed = typmod - 4;
        return new NumericType(packed >> 16 & 0xffff, ((packed & 0x7ff) ^ 0x400) - 0x400);
    }
}
