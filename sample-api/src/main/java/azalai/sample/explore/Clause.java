package azalai.sample.explore;

import azalai.sample.ApiError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a parameter in the API's query language, read one after the other. */
final class Clause {
    enum Kind {
        STRING,
        NAME,
        NUMBER,
        COMPARISON,
        SIGN,
        END
    }

    /** A word, with where it stands for the error message. */
    record Token(Kind kind, String text, int position) {
        boolean is(String word) {
            return kind != Kind.STRING && kind != Kind.END && text.equalsIgnoreCase(word);
        }
    }

    private static final Pattern TOKEN =
            Pattern.compile("(?<NAME>[\\p{L}_][\\p{L}\\p{Nd}_]*|`[^`]*`)|(?<NUMBER>-?\\p{Nd}[\\p{Nd}.]*)"
                    + "|(?<COMPARISON>[><!]=|<>|[><=])|(?<SIGN>[(),:])|\\s+");

    private final String parameter;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /** Splits the text; throws a syntax error naming the first character that fits nowhere. */
    Clause(String parameter, String text) {
        this.parameter = parameter;
        Matcher matcher = TOKEN.matcher(text);
        int end;
        for (int start = 0; start < text.length(); start = end) {
            if (text.charAt(start) == '\'' || text.charAt(start) == '"') {
                end = string(text, start);
            } else if (matcher.region(start, text.length()).lookingAt()) {
                end = matcher.end();
                for (Kind kind : List.of(Kind.NAME, Kind.NUMBER, Kind.COMPARISON, Kind.SIGN)) {
                    if (matcher.group(kind.name()) != null) {
                        tokens.add(new Token(kind, matcher.group().replace("`", ""), start));
                    }
                }
            } else {
                throw syntax("unexpected " + text.charAt(start) + " at position " + start, parameter);
            }
        }
        tokens.add(new Token(Kind.END, "end of clause", text.length()));
    }

    /** Reads a quoted text, in which a backslash or a doubled quote escapes; returns where it ends. */
    private int string(String text, int start) {
        char quote = text.charAt(start);
        StringBuilder value = new StringBuilder();
        for (int i = start + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean more = i + 1 < text.length();
            if (more && (c == '\\' || c == quote && text.charAt(i + 1) == quote)) {
                value.append(text.charAt(++i));
            } else if (c == quote) {
                tokens.add(new Token(Kind.STRING, value.toString(), start));
                return i + 1;
            } else {
                value.append(c);
            }
        }
        throw syntax("unexpected " + quote + " at position " + start + ": never closed", parameter);
    }

    Token peek() {
        return tokens.get(at);
    }

    /** The word that must come next, of this kind. */
    String next(Kind kind) {
        if (peek().kind() != kind) {
            throw unexpected();
        }
        return tokens.get(at++).text();
    }

    /** The literal that must come next: a string, a number, true or false, or {@code date} before a string. */
    Token literal() {
        if (peek().is("date") && tokens.get(at + 1).kind() == Kind.STRING) {
            at++;
        }
        Token token = peek();
        if (token.kind() != Kind.STRING && token.kind() != Kind.NUMBER && !token.is("true") && !token.is("false")) {
            throw unexpected();
        }
        at++;
        return token;
    }

    boolean accept(String word) {
        boolean accepted = peek().is(word);
        at += accepted ? 1 : 0;
        return accepted;
    }

    void expect(String word) {
        if (!accept(word)) {
            throw unexpected();
        }
    }

    ApiError unexpected() {
        return syntax("unexpected " + peek().text() + " at position " + peek().position(), parameter);
    }

    /** The error of a clause that cannot be parsed. */
    static ApiError syntax(String problem, String clause) {
        return error("ODSQLSyntaxError", problem, clause);
    }

    /** The error of a clause that parses and yet means nothing for this dataset. */
    static ApiError invalid(String problem, String clause) {
        return error("ODSQLError", problem, clause);
    }

    private static ApiError error(String code, String problem, String clause) {
        String message =
                "ODSQL query is malformed: " + problem + ". Clause(s) containing the error(s): " + clause + ".";
        return new ApiError(400, code, message);
    }
}
