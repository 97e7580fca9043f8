/**
 * The cleaning and enriching steps behind the kamelets of {@code routes/kamelets}. Each works on a page of records and
 * knows nothing of any one pipeline.
 */
package azalai.step.clean;
