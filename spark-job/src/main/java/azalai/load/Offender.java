package azalai.load;

/**
 * A staged row that a constraint of the target keeps out.
 *
 * @param place where it stands in the staging table
 * @param kind the reason without the row's values
 * @param reason why, in one line
 */
record Offender(String place, String kind, String reason) {}
