package azalai.sample.query;

/** The types a dataset's metadata names, which decide how a value is compared. */
public enum FieldType {
    TEXT("text"),
    INT("int"),
    DOUBLE("double"),
    BOOLEAN("boolean"),
    DATE("date"),
    DATETIME("datetime");

    private final String label;

    FieldType(String label) {
        this.label = label;
    }

    /** The name that the API's metadata uses. */
    public String label() {
        return label;
    }

    boolean isTemporal() {
        return this == DATE || this == DATETIME;
    }

    boolean isNumeric() {
        return this == INT || this == DOUBLE;
    }
}
