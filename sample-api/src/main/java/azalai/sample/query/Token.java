package azalai.sample.query;

import java.util.ArrayList;
import java.util.List;

/** A word of a clause, with where it stands for the error message. */
record Token(Kind kind, String text, int position) {
    enum Kind {
        NAME,
        STRING,
        NUMBER,
        SIGN,
        END
    }

    boolean is(String word) {
        return kind != Kind.STRING && text.equalsIgnoreCase(word);
    }

    /** Splits the clause; throws a syntax error naming the first character that fits nowhere. */
    static List<Token> split(String clause, String parameter) {
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < clause.length()) {
            char c = clause.charAt(i);
            int start = i;
            if (Character.isWhitespace(c)) {
                i++;
                continue;
            }
            if (c == '\'' || c == '"') {
                StringBuilder text = new StringBuilder();
                i = quoted(clause, i, text, parameter);
                tokens.add(new Token(Kind.STRING, text.toString(), start));
            } else if (c == '`') {
                i = clause.indexOf('`', i + 1) + 1;
                if (i == 0) {
                    throw QueryException.syntax("unexpected ` at position " + start, parameter);
                }
                tokens.add(new Token(Kind.NAME, clause.substring(start + 1, i - 1), start));
            } else if (Character.isLetter(c) || c == '_') {
                while (i < clause.length() && isNamePart(clause.charAt(i))) {
                    i++;
                }
                tokens.add(new Token(Kind.NAME, clause.substring(start, i), start));
            } else if (Character.isDigit(c) || c == '-' && i + 1 < clause.length() && isDigit(clause, i + 1)) {
                i++;
                while (i < clause.length() && (isDigit(clause, i) || clause.charAt(i) == '.')) {
                    i++;
                }
                tokens.add(new Token(Kind.NUMBER, clause.substring(start, i), start));
            } else {
                i = sign(clause, i, parameter);
                tokens.add(new Token(Kind.SIGN, clause.substring(start, i), start));
            }
        }
        tokens.add(new Token(Kind.END, "end of clause", clause.length()));
        return tokens;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isDigit(String clause, int at) {
        return Character.isDigit(clause.charAt(at));
    }

    /** Reads a quoted text, in which a backslash or a doubled quote escapes; returns where it ends. */
    private static int quoted(String clause, int start, StringBuilder text, String parameter) {
        char quote = clause.charAt(start);
        for (int i = start + 1; i < clause.length(); i++) {
            char c = clause.charAt(i);
            boolean more = i + 1 < clause.length();
            if (c == '\\' && more) {
                text.append(clause.charAt(++i));
            } else if (c == quote && more && clause.charAt(i + 1) == quote) {
                text.append(clause.charAt(++i));
            } else if (c == quote) {
                return i + 1;
            } else {
                text.append(c);
            }
        }
        throw QueryException.syntax("unexpected " + quote + " at position " + start + ": never closed", parameter);
    }

    private static int sign(String clause, int at, String parameter) {
        for (String sign : List.of(">=", "<=", "!=", "<>", ">", "<", "=", "(", ")", ",", ":")) {
            if (clause.startsWith(sign, at)) {
                return at + sign.length();
            }
        }
        throw QueryException.syntax("unexpected " + clause.charAt(at) + " at position " + at, parameter);
    }
}
