package azalai.sample.explore;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Predicate;

/**
 * A parsed {@code where}.
 *
 * @param holds whether a record fulfils it
 * @param range outside of which no published record does
 * @param isRangeOnly whether it says nothing beyond the range
 */
public record Condition(Predicate<Row> holds, Range range, boolean isRangeOnly) {
    /**
     * A span of publication instants, from {@code from} inclusive to {@code to} exclusive, in epoch seconds: what lets a
     * dataset seek instead of scan.
     */
    record Range(long from, long to) {
        /** Every instant, and records without one. */
        static final Range ALL = new Range(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Holds for every record. */
    public static final Condition ALL = new Condition(row -> true, Range.ALL, true);

    /** Parses the clause; null or blank text gives {@link #ALL}. Date literals without a zone are in the given one. */
    public static Condition parse(String text, Schema schema, ZoneId zone) {
        return text == null || text.isBlank() ? ALL : new WhereParser(text, schema, zone).parse();
    }

    static Condition of(Predicate<Row> holds) {
        return new Condition(holds, Range.ALL, false);
    }

    /** A field beside a literal; the publication date can be sought by it. */
    static Condition compare(Field field, String sign, Comparable<?> literal, boolean published) {
        boolean equal = sign.equals("=");
        boolean unequal = sign.equals("!=") || sign.equals("<>");
        Predicate<Row> holds = row -> {
            if (equal && row.value(field) instanceof List<?> list) {
                return list.stream().anyMatch(part -> Values.text(part).equals(literal));
            }
            Comparable<?> value = row.comparable(field);
            return value == null ? unequal : holds(sign, Values.compare(value, literal));
        };
        return published && !unequal ? new Condition(holds, range(sign, (Long) literal), true) : of(holds);
    }

    private static boolean holds(String sign, int comparison) {
        return switch (sign) {
            case "=" -> comparison == 0;
            case "<" -> comparison < 0;
            case "<=" -> comparison <= 0;
            case ">" -> comparison > 0;
            case ">=" -> comparison >= 0;
            default -> comparison != 0;
        };
    }

    private static Range range(String sign, long literal) {
        long from = sign.startsWith(">") || sign.equals("=") ? literal + (sign.equals(">") ? 1 : 0) : Long.MIN_VALUE;
        long to = sign.startsWith("<") || sign.equals("=") ? literal + (sign.equals("<") ? 0 : 1) : Long.MAX_VALUE;
        return new Range(from, to);
    }

    boolean test(Row row) {
        return holds.test(row);
    }

    Condition and(Condition other) {
        Range both = new Range(Math.max(range.from, other.range.from), Math.min(range.to, other.range.to));
        return new Condition(holds.and(other.holds), both, isRangeOnly && other.isRangeOnly);
    }

    Condition or(Condition other) {
        Range either = new Range(Math.min(range.from, other.range.from), Math.max(range.to, other.range.to));
        return new Condition(holds.or(other.holds), either, false);
    }

    Condition negatedIf(boolean negated) {
        return negated ? of(holds.negate()) : this;
    }
}
