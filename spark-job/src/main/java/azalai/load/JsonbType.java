package azalai.load;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** {@code jsonb}: any JSON value, written anew since jsonb takes neither NUL nor lone surrogates, escaped or not. */
record JsonbType() implements ColumnType {
    @Override
    public void write(JsonParser json, CopyText out) throws IOException, RejectedRecord {
        int depth = 0;
        boolean comma = false;
        do {
            JsonToken token = depth == 0 ? json.currentToken() : json.nextToken();
            if (comma && !token.isStructEnd()) {
                out.raw(',');
            }
            comma = true;
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    out.text(token.asString());
                    depth++;
                    comma = false;
                }
                case END_OBJECT, END_ARRAY -> {
                    out.text(token.asString());
                    depth--;
                }
                case FIELD_NAME -> {
                    string(json, out);
                    out.raw(':');
                    comma = false;
                }
                case VALUE_STRING -> string(json, out);
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json, out);
                default -> out.text(token.asString());
            }
        } while (depth > 0);
    }

    private static void number(JsonParser json, CopyText out) throws IOException, RejectedRecord {
        String text = json.getText();
        // Without an exponent it fits: the parser takes no number of more than 1,000 digits.
        if (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            NumericType.UNLIMITED.check(json);
        }
        out.raw(text);
    }

    private static void string(JsonParser json, CopyText out) throws IOException {
        char[] chars = json.getTextCharacters();
        int to = json.getTextOffset() + json.getTextLength();
        out.text("\"");
        int from = json.getTextOffset();
        for (int i = from; i < to; i++) {
            char c = chars[i];
            // NUL is left to the text, which removes and counts it.
            if (c < 0x20 && c != 0 || c == '"' || c == '\\') {
                out.text(chars, from, i - from);
                out.text(c == '"' || c == '\\' ? "\\" + c : "\\u%04x".formatted((int) c));
                from = i + 1;
            }
        }
        out.text(chars, from, to - from);
        out.text("\"");
    }
}
