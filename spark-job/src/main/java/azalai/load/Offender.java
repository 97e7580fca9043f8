package azalai.load;

/**
 * A staged row that a constraint of the target keeps out.
 *
 * @param partition where its message stands on the topic
 * @param kind the reason without the row's values
 * @param reason why, in one line
 */
record Offender(int partition, long offset, String kind, String reason) {}
