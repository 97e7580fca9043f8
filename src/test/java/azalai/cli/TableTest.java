package azalai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Types;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetMetaDataImpl;
import javax.sql.rowset.RowSetProvider;
import org.junit.jupiter.api.Test;

class TableTest {
    private record Column(String name, int type, String typeName) {}

    /** One row with these values under these columns. */
    private static CachedRowSet row(Column[] columns, Object... values) throws SQLException {
        RowSetMetaDataImpl meta = new RowSetMetaDataImpl();
        meta.setColumnCount(columns.length);
        for (int i = 0; i < columns.length; i++) {
            meta.setColumnName(i + 1, columns[i].name());
            meta.setColumnLabel(i + 1, columns[i].name());
            meta.setColumnType(i + 1, columns[i].type());
            meta.setColumnTypeName(i + 1, columns[i].typeName());
        }
        CachedRowSet rows = RowSetProvider.newFactory().createCachedRowSet();
        rows.setMetaData(meta);
        rows.moveToInsertRow();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                rows.updateNull(i + 1);
            } else {
                rows.updateObject(i + 1, values[i]);
            }
        }
        rows.insertRow();
        rows.moveToCurrentRow();
        rows.beforeFirst();
        return rows;
    }

    private static String printed(boolean json, CachedRowSet rows) throws SQLException {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            Table.print(json, rows);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Column text(String name) {
        return new Column(name, Types.VARCHAR, "text");
    }

    @Test
    void a_row_stays_one_line_whatever_is_in_it() throws SQLException {
        CachedRowSet rows = row(
                new Column[] {text("a"), text("b"), text("c"), text("d")}, "tab\there", "two\r\nlines", null, "\\N é");

        assertThat(printed(false, rows))
                .isEqualTo("a\tb\tc\td" + System.lineSeparator() + "tab\\there\ttwo\\r\\nlines\t\\N\t\\\\N é"
                        + System.lineSeparator());
    }

    @Test
    void json_keeps_numbers_truth_null_and_json() throws SQLException {
        CachedRowSet rows = row(
                new Column[] {
                    text("t"),
                    new Column("n", Types.NUMERIC, "numeric"),
                    new Column("i", Types.INTEGER, "int4"),
                    new Column("b", Types.BOOLEAN, "bool"),
                    text("none"),
                    new Column("j", Types.VARCHAR, "jsonb")
                },
                "two\nlines",
                new BigDecimal("1.50"),
                7,
                true,
                null,
                "{\"gtin\": [1, null]}");

        assertThat(printed(true, rows).strip())
                .isEqualTo(
                        "{\"t\":\"two\\nlines\",\"n\":1.50,\"i\":7,\"b\":true,\"none\":null,\"j\":{\"gtin\":[1,null]}}");
    }
}
