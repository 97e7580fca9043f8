package azalai.load;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** {@code real} and {@code double precision}: the nearest number; one too large or too small for the type is refused. */
record FloatType(boolean wide) implements ColumnType {
    @Override
    public void write(JsonParser json, CopyText out) throws IOException, RejectedRecord {
        if (!json.currentToken().isNumeric()) {
            throw RejectedRecord.wants("a number", json);
        }
        String text = json.getText();
        double value = wide ? Double.parseDouble(text) : Float.parseFloat(text);
        if (Double.isInfinite(value) || value == 0 && !isZero(text)) {
            throw RejectedRecord.wants("a number within its range", json);
        }
        out.raw(text);
    }

    private static boolean isZero(String number) {
        int exponent = Math.max(number.indexOf('e'), number.indexOf('E'));
        return (exponent < 0 ? number : number.substring(0, exponent))
                .chars()
                .noneMatch(digit -> digit >= '1' && digit <= '9');
    }
}
