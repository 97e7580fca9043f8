package azalai.sample.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The name and fields of one dataset, and which of them says when a record was published. */
public final class Schema {
    private final String dataset;
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Field published;
    private final List<String> publicationOrder;

    /**
     * @param published the field of the publication date, or null if the dataset has none
     * @param publicationOrder the names of the keys that put the dataset in publication order; may be empty
     */
    public Schema(String dataset, List<Field> fields, String published, List<String> publicationOrder) {
        this.dataset = dataset;
        for (Field field : fields) {
            this.fields.put(field.name(), field);
        }
        this.published = published == null ? null : this.fields.get(published);
        this.publicationOrder = List.copyOf(publicationOrder);
    }

    public String dataset() {
        return dataset;
    }

    /** In the order in which records carry them. */
    public List<Field> fields() {
        return List.copyOf(fields.values());
    }

    /** The field of that name, or null. */
    public Field find(String name) {
        return fields.get(name);
    }

    /** The field of the publication date, or null. */
    public Field published() {
        return published;
    }

    /** Whether sorting by these keys gives the dataset's publication order. */
    public boolean isPublicationOrder(List<SortKey> keys) {
        if (keys.size() > publicationOrder.size()) {
            return false;
        }
        for (int i = 0; i < keys.size(); i++) {
            SortKey key = keys.get(i);
            if (key.descending() || !key.field().name().equals(publicationOrder.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The field of that name; {@code clause} is the parameter that names it, for the error. */
    Field require(String name, String clause) {
        Field field = fields.get(name);
        if (field == null) {
            throw QueryException.invalid("Unknown field: " + name, clause);
        }
        return field;
    }
}
