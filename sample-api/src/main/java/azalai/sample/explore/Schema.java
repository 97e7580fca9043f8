package azalai.sample.explore;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The name and fields of one dataset, and which of them are its key, its publication date and its own order. */
public final class Schema {
    private final String dataset;
    private final List<Field> fields;
    private final Map<String, Field> byName;
    private final Field key;
    private final Field published;
    private final List<String> publicationOrder;

    /**
     * @param key the name of the field that names a record, or null
     * @param published the name of the publication date's field, or null
     * @param publicationOrder the names of the fields by which the dataset is sorted already; may be empty
     */
    public Schema(String dataset, List<Field> fields, String key, String published, List<String> publicationOrder) {
        this.dataset = dataset;
        this.fields = List.copyOf(fields);
        this.byName = fields.stream().collect(Collectors.toMap(Field::name, Function.identity()));
        this.key = byName.get(key);
        this.published = byName.get(published);
        this.publicationOrder = List.copyOf(publicationOrder);
    }

    public String dataset() {
        return dataset;
    }

    /** In the order in which records carry them. */
    public List<Field> fields() {
        return fields;
    }

    /** The field that names a record, or null. */
    Field key() {
        return key;
    }

    /** The field of the publication date, or null. */
    public Field published() {
        return published;
    }

    /** These fields and more, in an order that is not the publication's. */
    Schema with(List<Field> more) {
        List<Field> all = Stream.concat(fields.stream(), more.stream()).toList();
        return new Schema(
                dataset, all, key == null ? null : key.name(), published == null ? null : published.name(), List.of());
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Whether sorting by these keys leaves the dataset as it is. */
    boolean isPublicationOrder(List<SortKey> keys) {
        return keys.stream().noneMatch(SortKey::descending)
                && keys.stream()
                        .map(key -> key.field().name())
                        .toList()
                        .equals(publicationOrder.subList(0, Math.min(keys.size(), publicationOrder.size())));
    }

    /** The field of that name; {@code clause} is the parameter that names it, for the error. */
    Field require(String name, String clause) {
        if (!has(name)) {
            throw Clause.invalid("Unknown field: " + name, clause);
        }
        return byName.get(name);
    }
}
