package azalai.sample.query;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Which fields of a record are given, under which names: a parsed {@code select}. */
public final class Selection {
    private static final String CLAUSE = "select";

    private record Column(Field field, String alias) {}

    private final List<Column> columns;

    private Selection(List<Column> columns) {
        this.columns = columns;
    }

    /** Parses {@code "a, b as c, *"}; null or blank text selects everything. */
    public static Selection parse(String text, Schema schema) {
        if (text == null || text.isBlank() || text.strip().equals("*")) {
            return new Selection(null);
        }
        List<Column> columns = new ArrayList<>();
        List<Token> tokens = Token.split(text.replace("*", "`*`"), CLAUSE);
        int at = 0;
        do {
            Token name = tokens.get(at++);
            if (name.kind() != Token.Kind.NAME) {
                throw unexpected(name);
            }
            if (name.text().equals("*")) {
                schema.fields().forEach(field -> columns.add(new Column(field, field.name())));
                continue;
            }
            if (tokens.get(at).is("(")) {
                throw QueryException.invalid("Unknown function: " + name.text(), CLAUSE);
            }
            String alias = name.text();
            if (tokens.get(at).is("as")) {
                Token as = tokens.get(at + 1);
                if (as.kind() != Token.Kind.NAME) {
                    throw unexpected(as);
                }
                alias = as.text();
                at += 2;
            }
            columns.add(new Column(schema.require(name.text(), CLAUSE), alias));
        } while (tokens.get(at++).is(","));
        if (tokens.get(at - 1).kind() != Token.Kind.END) {
            throw unexpected(tokens.get(at - 1));
        }
        return new Selection(columns);
    }

    private static QueryException unexpected(Token token) {
        return QueryException.syntax("unexpected " + token.text() + " at position " + token.position(), CLAUSE);
    }

    /** Writes what is selected of the row as one JSON object. */
    public void write(JsonGenerator out, Row row, ZoneId zone) throws IOException {
        if (columns == null) {
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
