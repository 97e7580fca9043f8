/**
 * What the ledger tells people and programs about runs: rows to list, a run in all its parts, where its time went. Reads
 * only; the command line and the HTTP API may call it.
 */
package azalai.report;
