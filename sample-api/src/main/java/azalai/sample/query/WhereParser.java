package azalai.sample.query;

import azalai.sample.query.Token.Kind;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads a {@code where} clause by recursive descent: or, and, not, then comparisons. */
final class WhereParser {
    private static final String CLAUSE = "where";
    private static final Set<String> COMPARISONS = Set.of("=", "!=", "<>", "<", "<=", ">", ">=");
    private static final Set<String> RESERVED = Set.of("and", "or", "not", "is", "in", "like", "null");
    /** Deeper nesting is no honest query and would exhaust the stack. */
    private static final int MAX_DEPTH = 200;

    private final List<Token> tokens;
    private final Schema schema;
    private final ZoneId zone;
    private int at;
    private int depth;

    WhereParser(String text, Schema schema, ZoneId zone) {
        this.tokens = Token.split(text, CLAUSE);
        this.schema = schema;
        this.zone = zone;
    }

    Condition parse() {
        Condition condition = or();
        if (peek().kind() != Kind.END) {
            throw unexpected();
        }
        return condition;
    }

    private Condition or() {
        if (++depth > MAX_DEPTH) {
            throw unexpected();
        }
        Condition left = and();
        while (accept("or")) {
            left = new Condition.Or(left, and());
        }
        depth--;
        return left;
    }

    private Condition and() {
        Condition left = not();
        while (accept("and")) {
            left = new Condition.And(left, not());
        }
        return left;
    }

    private Condition not() {
        boolean negated = false;
        while (accept("not")) {
            negated = !negated;
        }
        Condition inner = primary();
        return negated ? new Condition.Not(inner) : inner;
    }

    private Condition primary() {
        if (accept("(")) {
            Condition inner = or();
            expect(")");
            return inner;
        }
        if (isLiteral()) {
            Token literal = literal();
            if (!COMPARISONS.contains(peek().text())) {
                return search(literal);
            }
            Operator operator = Operator.of(next().text());
            return comparison(fieldName(), operator.flipped(), literal);
        }
        return predicate(fieldName());
    }

    private Condition predicate(Field field) {
        if (accept("is")) {
            boolean negated = accept("not");
            expect("null");
            return negated(new Condition.IsNull(field), negated);
        }
        boolean negated = accept("not");
        if (accept("in")) {
            return negated(in(field), negated);
        }
        if (accept("like")) {
            return negated(Condition.Like.of(field, literal().text()), negated);
        }
        if (negated || peek().kind() != Kind.SIGN || !COMPARISONS.contains(peek().text())) {
            throw unexpected();
        }
        return comparison(field, Operator.of(next().text()), literal());
    }

    private Condition in(Field field) {
        expect("(");
        Condition any = comparison(field, Operator.EQUAL, literal());
        while (accept(",")) {
            any = new Condition.Or(any, comparison(field, Operator.EQUAL, literal()));
        }
        expect(")");
        return any;
    }

    private Condition comparison(Field field, Operator operator, Token literal) {
        Comparable<?> value = literalFor(field, literal);
        return new Condition.Compare(field, operator, value, field == schema.published());
    }

    private Comparable<?> literalFor(Field field, Token literal) {
        String text = literal.text();
        if (field.type().isTemporal()) {
            // A date has no zone: its day is compared as it stands.
            ZoneId of = field.type() == FieldType.DATE ? ZoneOffset.UTC : zone;
            return required(Times.epochSecond(text, of), field, text);
        }
        if (field.type().isNumeric()) {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException notANumber) {
                return required(null, field, text);
            }
        }
        if (field.type() == FieldType.BOOLEAN) {
            return Boolean.valueOf(text);
        }
        return literal.kind() == Kind.STRING ? text : required(null, field, text);
    }

    private static Comparable<?> required(Comparable<?> value, Field field, String text) {
        if (value == null) {
            String type = field.type().label();
            throw QueryException.invalid(
                    "cannot compare field " + field.name() + " of type " + type + " with " + text, CLAUSE);
        }
        return value;
    }

    private Condition search(Token literal) {
        if (literal.kind() != Kind.STRING) {
            throw unexpected();
        }
        List<Field> texts = schema.fields().stream()
                .filter(field -> field.type() == FieldType.TEXT)
                .toList();
        return new Condition.Search(texts, literal.text());
    }

    private static Condition negated(Condition condition, boolean negated) {
        return negated ? new Condition.Not(condition) : condition;
    }

    private boolean isLiteral() {
        Token token = peek();
        boolean dated = token.is("date") && tokens.get(at + 1).kind() == Kind.STRING;
        return dated || token.kind() == Kind.STRING || token.kind() == Kind.NUMBER;
    }

    private Token literal() {
        if (peek().is("date") && tokens.get(at + 1).kind() == Kind.STRING) {
            at++;
        }
        Token token = next();
        boolean flag = token.is("true") || token.is("false");
        if (token.kind() != Kind.STRING && token.kind() != Kind.NUMBER && !flag) {
            at--;
            throw unexpected();
        }
        return token;
    }

    private Field fieldName() {
        Token token = peek();
        if (token.kind() != Kind.NAME || RESERVED.contains(token.text().toLowerCase(Locale.ROOT))) {
            throw unexpected();
        }
        at++;
        if (peek().is("(")) {
            throw QueryException.invalid("Unknown function: " + token.text().toLowerCase(Locale.ROOT), CLAUSE);
        }
        return schema.require(token.text(), CLAUSE);
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Kind.END) {
            at++;
        }
        return token;
    }

    private boolean accept(String word) {
        if (peek().is(word) && peek().kind() != Kind.END) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String word) {
        if (!accept(word)) {
            throw unexpected();
        }
    }

    private QueryException unexpected() {
        Token token = peek();
        return QueryException.syntax("unexpected " + token.text() + " at position " + token.position(), CLAUSE);
    }
}
