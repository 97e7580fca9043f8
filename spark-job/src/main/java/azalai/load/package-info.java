/**
 * The generic load: what stands on a Kafka topic and was not loaded yet goes into a PostgreSQL table, exactly once. One
 * Spark batch reads to fixed end offsets and copies into staging tables; one transaction merges rows, keeps dead
 * letters and moves the offsets. Only {@link azalai.load.LoadJob} is started from outside, by SparkSubmit.
 */
package azalai.load;
