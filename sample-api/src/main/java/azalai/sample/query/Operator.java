package azalai.sample.query;

/** A comparison of {@code where}. */
enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    AT_MOST,
    GREATER,
    AT_LEAST;

    static Operator of(String sign) {
        return switch (sign) {
            case "=" -> EQUAL;
            case "!=", "<>" -> NOT_EQUAL;
            case "<" -> LESS;
            case "<=" -> AT_MOST;
            case ">" -> GREATER;
            case ">=" -> AT_LEAST;
            default -> throw new IllegalArgumentException(sign);
        };
    }

    /** The operator that says the same with the sides exchanged. */
    Operator flipped() {
        return switch (this) {
            case LESS -> GREATER;
            case AT_MOST -> AT_LEAST;
            case GREATER -> LESS;
            case AT_LEAST -> AT_MOST;
            default -> this;
        };
    }

    /** Whether it holds for a value that compares so with the literal. */
    boolean holds(int comparison) {
        return switch (this) {
            case EQUAL -> comparison == 0;
            case NOT_EQUAL -> comparison != 0;
            case LESS -> comparison < 0;
            case AT_MOST -> comparison <= 0;
            case GREATER -> comparison > 0;
            case AT_LEAST -> comparison >= 0;
        };
    }

    /** The instants for which it holds. */
    Range range(long literal) {
        return switch (this) {
            case EQUAL -> new Range(literal, literal + 1);
            case NOT_EQUAL -> Range.ALL;
            case LESS -> new Range(Long.MIN_VALUE, literal);
            case AT_MOST -> new Range(Long.MIN_VALUE, literal + 1);
            case GREATER -> new Range(literal + 1, Long.MAX_VALUE);
            case AT_LEAST -> new Range(literal, Long.MAX_VALUE);
        };
    }
}
