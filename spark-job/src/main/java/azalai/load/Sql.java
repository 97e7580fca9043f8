package azalai.load;

/** Identifiers in SQL text. Values never stand in SQL text: they are parameters. */
final class Sql {
    private Sql() {}

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
