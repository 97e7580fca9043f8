/**
 * What loads changed, for those who want to hear of it: the rows of a run in pages, and which runs ended since. The stream
 * of the API and kamelet {@code rows-changed-action} read here.
 */
package azalai.step.changes;
