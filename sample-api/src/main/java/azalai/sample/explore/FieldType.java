package azalai.sample.explore;

import java.util.Locale;

/** The types a dataset's metadata names, which decide how a value is compared. */
public enum FieldType {
    TEXT,
    INT,
    DOUBLE,
    BOOLEAN,
    DATE,
    DATETIME;

    /** The name that the API's metadata uses. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isTemporal() {
        return this == DATE || this == DATETIME;
    }

    boolean isNumeric() {
        return this == INT || this == DOUBLE;
    }
}
