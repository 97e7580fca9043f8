/**
 * The sample API's world: French product recalls that do not exist, as a pure function of seed, count and day, so that
 * a test can compute what a pipeline must have found. Rows are made when they are read; only what happened since the
 * first day is remembered.
 */
package azalai.sample.recalls;
