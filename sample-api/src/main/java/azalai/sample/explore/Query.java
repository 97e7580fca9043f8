package azalai.sample.explore;

import java.util.List;

/**
 * What a request asks of a dataset.
 *
 * @param where which records; {@link Condition#ALL} for every one
 * @param order the sort keys, empty for the dataset's own order
 * @param offset how many records to leave out at the beginning
 * @param limit the most records to give, negative for all
 */
public record Query(Condition where, List<SortKey> order, long offset, long limit) {}
