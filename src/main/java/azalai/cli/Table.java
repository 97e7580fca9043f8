package azalai.cli;

import azalai.database.Database;
import azalai.error.SqlFailures;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rows of a query on standard output: a header and tab-separated lines as COPY writes them, or an object a line. */
final class Table {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Table() {}

    static void print(boolean json, Database database, String sql, Object... parameters) {
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                print(json, rows);
            }
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    static void print(boolean json, ResultSet rows) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            names.add(meta.getColumnLabel(i));
        }
        if (!json) {
            System.out.println(String.join("\t", names));
        }
        while (rows.next()) {
            System.out.println(json ? Json.line(object(rows, meta, names)) : line(rows, names.size()));
        }
    }

    private static String line(ResultSet rows, int columns) throws SQLException {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= columns; i++) {
            String value = rows.getString(i);
            line.append(i == 1 ? "" : "\t").append(value == null ? "\\N" : escaped(value));
        }
        return line.toString();
    }

    /** As COPY's text format: one row stays one line whatever is in it. */
    private static String escaped(String value) {
        return value.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static Map<String, Object> object(ResultSet rows, ResultSetMetaData meta, List<String> names)
            throws SQLException {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 1; i <= names.size(); i++) {
            object.put(names.get(i - 1), value(rows, meta, i));
        }
        return object;
    }

    private static Object value(ResultSet rows, ResultSetMetaData meta, int i) throws SQLException {
        String type = meta.getColumnTypeName(i);
        if (type.equals("json") || type.equals("jsonb")) {
            String text = rows.getString(i);
            try {
                return text == null ? null : JSON.readTree(text);
            } catch (IOException e) {
                throw new IllegalStateException("PostgreSQL gave JSON that is none: " + text, e);
            }
        }
        return switch (meta.getColumnType(i)) {
            case Types.SMALLINT,
                    Types.INTEGER,
                    Types.BIGINT,
                    Types.REAL,
                    Types.DOUBLE,
                    Types.NUMERIC,
                    Types.BIT,
                    Types.BOOLEAN -> rows.getObject(i);
            case Types.ARRAY -> {
                Array array = rows.getArray(i);
                yield array == null ? null : array.getArray();
            }
            default -> rows.getString(i);
        };
    }
}
