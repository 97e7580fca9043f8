/**
 * The part of the Explore API's query language that the sample API understands: {@code where}, {@code order_by} and
 * {@code select} over rows of any {@link azalai.sample.query.Source}. Knows neither HTTP nor where rows come
 * from.
 */
package azalai.sample.query;
