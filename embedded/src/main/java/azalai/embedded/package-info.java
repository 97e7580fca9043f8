/**
 * The servers of a machine that has none: a Kafka broker, a PostgreSQL and the sample API, in one JVM of their own that
 * the application starts as a child ({@link azalai.embedded.EmbeddedServers}). Nothing else may call into this package:
 * the application learns addresses from {@code services.properties} and never sees these classes.
 */
package azalai.embedded;
