/** A JSONL file served as a dataset, row for row as it stands, without holding its rows in memory. */
package azalai.sample.file;
