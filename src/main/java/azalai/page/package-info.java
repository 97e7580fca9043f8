/** What steps work on and count: a page of records, the base of the steps, the counters of a task. */
package azalai.page;
