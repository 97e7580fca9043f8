package azalai.load;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * {@code numeric(p, s)}. PostgreSQL would round to the scale; an amount that lost its cents is worse than a dead
 * letter.
 *
 * @param precision digits in all
 * @param scale digits after the point
 */
record NumericType(int precision, int scale) implements ColumnType {
    /** {@code numeric} without a precision, and numbers within jsonb: what PostgreSQL can hold at all. */
    static final NumericType UNLIMITED = new NumericType(131_072 + 16_383, 16_383);

    @Override
    public void write(JsonParser json, CopyText out) throws IOException, RejectedRecord {
        if (!json.currentToken().isNumeric()) {
            throw RejectedRecord.wants("a number", json);
        }
        check(json);
        out.raw(json.getText());
    }

    /** The parser's current number fits. */
    void check(JsonParser json) throws IOException, RejectedRecord {
        BigDecimal value = decimal(json);
        if (value.scale() > scale) {
            // Zeros at the end are no digits lost. Not stripped before: 1e-9999999 must not become digits either.
            value = value.stripTrailingZeros();
        }
        boolean zero = value.signum() == 0;
        long whole = (long) value.precision() - value.scale();
        if (!zero && (value.scale() > scale || whole > precision - scale)) {
            throw RejectedRecord.wants(
                    "at most " + (precision - scale) + " digits before the point and " + scale + " after it", json);
        }
    }

    private static BigDecimal decimal(JsonParser json) throws IOException, RejectedRecord {
        try {
            return new BigDecimal(json.getText());
        } catch (NumberFormatException e) {
            // An exponent past 32 bits.
            throw RejectedRecord.wants("a number PostgreSQL can hold", json);
        }
    }
}
