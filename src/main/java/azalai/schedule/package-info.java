/**
 * When pipelines run by themselves. Quartz is the clock; the firings of a schedule are what {@link Timing} says, and the
 * ledger's unique row for each makes it happen once, whichever application sees it first.
 */
package azalai.schedule;
