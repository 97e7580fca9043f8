package azalai.docs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Tables as the pages of docs/ write them. */
final class Markdown {
    private Markdown() {}

    static String table(List<String> head, List<List<String>> rows) {
        StringBuilder table = new StringBuilder(row(head))
                .append("|")
                .append("---|".repeat(head.size()))
                .append('\n');
        rows.forEach(cells -> table.append(row(cells)));
        return table.toString();
    }

    /** As it is written in a file; nothing if empty. */
    static String code(String text) {
        return text.isEmpty() ? "" : text.contains("`") ? "`` " + text + " ``" : "`" + text + "`";
    }

    private static String row(List<String> cells) {
        return cells.stream()
                        .map(cell -> cell.replaceAll("\\s*\\R\\s*", " ").replace("|", "\\|"))
                        .map(cell -> cell.isEmpty() ? " " : " " + cell + " ")
                        .collect(Collectors.joining("|", "|", "|"))
                + "\n";
    }

    static List<String> row(String... cells) {
        return Arrays.asList(cells);
    }
}
