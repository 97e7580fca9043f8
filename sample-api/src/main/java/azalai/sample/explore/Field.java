package azalai.sample.explore;

/**
 * A column of a dataset.
 *
 * @param name its name in records and queries
 * @param type how its values are compared
 * @param index its place among the dataset's fields, from 0
 */
public record Field(String name, FieldType type, int index) {}
