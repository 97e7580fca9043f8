package azalai.sample.explore;

import azalai.sample.explore.Clause.Kind;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Which fields of a record are given, under which names: a parsed {@code select}; no columns are all. */
record Selection(List<Column> columns) {
    private static final String SELECT = "select";

    /** A field and the name under which it is given. */
    record Column(Field field, String alias) {}

    /** Parses {@code "a, b as c, *"}; null or blank text selects everything. */
    static Selection parse(String text, Schema schema) {
        List<Column> columns = new ArrayList<>();
        if (text == null || text.isBlank() || text.strip().equals("*")) {
            return new Selection(columns);
        }
        Clause clause = new Clause(SELECT, text.replace("*", "`*`"));
        do {
            String name = clause.next(Kind.NAME);
            if (name.equals("*")) {
                schema.fields().forEach(field -> columns.add(new Column(field, field.name())));
                continue;
            }
            if (clause.peek().is("(")) {
                throw Clause.invalid("Unknown function: " + name, SELECT);
            }
            String alias = clause.accept("as") ? clause.next(Kind.NAME) : name;
            columns.add(new Column(schema.require(name, SELECT), alias));
        } while (clause.accept(","));
        clause.next(Kind.END);
        return new Selection(columns);
    }

    /** Writes what is selected of the row as one JSON object. */
    void write(JsonGenerator out, Row row, ZoneId zone) throws IOException {
        if (columns.isEmpty()) {
            row.writeTo(out, zone);
            return;
        }
        out.writeStartObject();
        for (Column column : columns) {
            out.writeFieldName(column.alias());
            Values.write(out, row.value(column.field()), zone);
        }
        out.writeEndObject();
    }
}
