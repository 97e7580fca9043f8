package azalai.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows for people, as a table with aligned columns, or for programs, an object a line. */
final class Listing {
    private static final String GAP = "  ";
    /** What stands in a cell that has nothing to say. */
    private static final String NOTHING = "-";

    private record Column(String title, boolean right) {}

    private final List<Column> columns = new ArrayList<>();
    private final List<String[]> rows = new ArrayList<>();
    private final List<Map<String, Object>> objects = new ArrayList<>();

    /** Adds a column of text. */
    Listing left(String... titles) {
        for (String title : titles) {
            columns.add(new Column(title, false));
        }
        return this;
    }

    /** Adds a column of numbers. */
    Listing right(String... titles) {
        for (String title : titles) {
            columns.add(new Column(title, true));
        }
        return this;
    }

    /** Adds a row: as an object, and a cell a column; null or empty shows as {@code -}. */
    void add(Map<String, Object> object, Object... cells) {
        objects.add(object);
        String[] row = new String[columns.size()];
        for (int i = 0; i < row.length; i++) {
            String text = cells[i] == null ? "" : cells[i].toString().strip().replaceAll("\\s*\\R\\s*", " ");
            row[i] = text.isEmpty() ? NOTHING : text;
        }
        rows.add(row);
    }

    /** The objects, for a command that puts them into another one. */
    List<Map<String, Object>> objects() {
        return objects;
    }

    void print(boolean json) {
        if (json) {
            objects.forEach(object -> System.out.println(Json.line(object)));
        } else {
            System.out.print(text());
        }
    }

    /** Prints so many rows at most, and tells if there are more. */
    void print(boolean json, int limit) {
        boolean more = rows.size() > limit;
        if (more) {
            objects.subList(limit, objects.size()).clear();
            rows.subList(limit, rows.size()).clear();
        }
        print(json);
        if (more) {
            Terminal.progress("only the newest %d: there are more, --limit shows them".formatted(limit));
        }
    }

    /** The table, each line ended. */
    String text() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    length(columns.get(i).title()),
                    rows.stream().mapToInt(row -> length(row[column])).max().orElse(0));
        }
        StringBuilder out = new StringBuilder();
        line(out, columns.stream().map(Column::title).toArray(String[]::new), widths);
        rows.forEach(row -> line(out, row, widths));
        return out.toString();
    }

    private void line(StringBuilder out, String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String padding = " ".repeat(widths[i] - length(cells[i]));
            line.append(i == 0 ? "" : GAP);
            line.append(columns.get(i).right() ? padding + cells[i] : cells[i] + padding);
        }
        out.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
