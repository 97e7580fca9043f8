/**
 * Opendatasoft's Explore API v2.1 over any {@link azalai.sample.explore.Dataset}: records, exports in JSON and JSON lines,
 * metadata, the part of its query language that pipelines use, its limits and its errors. A dataset is made up or, as
 * {@link azalai.sample.explore.FileDataset}, the lines of a file.
 */
package azalai.sample.explore;
