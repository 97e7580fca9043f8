/** The way to PostgreSQL: the pool, the migrations of {@code sql/}, and short calls over plain JDBC. */
package azalai.database;
