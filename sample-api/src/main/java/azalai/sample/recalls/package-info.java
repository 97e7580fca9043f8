/**
 * The source of pipeline {@code recalls}: French product recalls that do not exist, as two datasets of the Explore API and
 * as a pure function of seed, count and day, so that a test can compute what a run must have found. Rows are made when
 * they are read; only what happened since the first day is remembered. The words, the shares of traps and the fields stand
 * in resource files.
 */
package azalai.sample.recalls;
