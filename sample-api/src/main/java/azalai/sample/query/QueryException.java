package azalai.sample.query;

/** A query that the API refuses, with the error code and the message of the real one. */
public final class QueryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    private QueryException(String code, String message) {
        super(message);
        this.code = code;
    }

    /** A clause that cannot be parsed. */
    static QueryException syntax(String problem, String clause) {
        return new QueryException("ODSQLSyntaxError", message(problem, clause));
    }

    /** A clause that parses and yet means nothing for this dataset. */
    static QueryException invalid(String problem, String clause) {
        return new QueryException("ODSQLError", message(problem, clause));
    }

    private static String message(String problem, String clause) {
        return "ODSQL query is malformed: " + problem + ". Clause(s) containing the error(s): " + clause + ".";
    }

    /** The API's {@code error_code}. */
    public String code() {
        return code;
    }
}
