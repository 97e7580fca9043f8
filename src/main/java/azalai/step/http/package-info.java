/**
 * Reading a source page by page: what to ask for since the cursor, the stream of records, and whether all of them came.
 * Knows the Opendatasoft Explore API and no dataset of it.
 */
package azalai.step.http;
