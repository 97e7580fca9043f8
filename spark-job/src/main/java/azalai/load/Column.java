package azalai.load;

import java.io.Serializable;

/**
 * A column that messages fill.
 *
 * @param typeName its type as PostgreSQL writes it, without the domain: {@code character varying(20)}
 * @param required whether null is refused
 */
record Column(String name, String typeName, ColumnType type, boolean required) implements Serializable {
    String quoted() {
        return Sql.identifier(name);
    }
}
