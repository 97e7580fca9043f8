package azalai.sample.explore;

import azalai.sample.explore.Clause.Kind;
import azalai.sample.explore.Clause.Token;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a {@code where} clause by recursive descent: or, and, not, then comparisons. */
final class WhereParser {
    private static final String WHERE = "where";
    private static final Set<String> RESERVED = Set.of("and", "or", "not", "is", "in", "like", "null");
    /** Deeper nesting is no honest query and would exhaust the stack. */
    private static final int MAX_DEPTH = 200;

    private final Clause clause;
    private final Schema schema;
    private final ZoneId zone;
    private int depth;

    WhereParser(String text, Schema schema, ZoneId zone) {
        this.clause = new Clause(WHERE, text);
        this.schema = schema;
        this.zone = zone;
    }

    Condition parse() {
        Condition condition = or();
        clause.next(Kind.END);
        return condition;
    }

    private Condition or() {
        if (++depth > MAX_DEPTH) {
            throw clause.unexpected();
        }
        Condition left = and();
        while (clause.accept("or")) {
            left = left.or(and());
        }
        depth--;
        return left;
    }

    private Condition and() {
        Condition left = not();
        while (clause.accept("and")) {
            left = left.and(not());
        }
        return left;
    }

    private Condition not() {
        boolean negated = false;
        while (clause.accept("not")) {
            negated = !negated;
        }
        return primary().negatedIf(negated);
    }

    private Condition primary() {
        if (clause.accept("(")) {
            Condition inner = or();
            clause.expect(")");
            return inner;
        }
        return predicate(field());
    }

    private Condition predicate(Field field) {
        if (clause.accept("is")) {
            boolean negated = clause.accept("not");
            clause.expect("null");
            return Condition.of(row -> row.value(field) == null).negatedIf(negated);
        }
        boolean negated = clause.accept("not");
        if (clause.accept("in")) {
            return in(field).negatedIf(negated);
        }
        if (clause.accept("like")) {
            return like(field, clause.literal().text()).negatedIf(negated);
        }
        if (negated) {
            throw clause.unexpected();
        }
        return comparison(field, clause.next(Kind.COMPARISON), clause.literal());
    }

    private Condition in(Field field) {
        clause.expect("(");
        Condition any = comparison(field, "=", clause.literal());
        while (clause.accept(",")) {
            any = any.or(comparison(field, "=", clause.literal()));
        }
        clause.expect(")");
        return any;
    }

    /** Contains the text; with {@code *} as any characters. */
    private static Condition like(Field field, String text) {
        String regex = String.join(
                ".*", Stream.of(text.split("\\*", -1)).map(Pattern::quote).toList());
        Pattern pattern = Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
        return Condition.of(row -> {
            Object value = row.value(field);
            return value != null && pattern.matcher(Values.text(value)).find();
        });
    }

    private Condition comparison(Field field, String sign, Token literal) {
        Comparable<?> value = literalFor(field, literal);
        if (value == null) {
            throw Clause.invalid(
                    "cannot compare field " + field.name() + " of type "
                            + field.type().label() + " with " + literal.text(),
                    WHERE);
        }
        return Condition.compare(field, sign, value, field == schema.published());
    }

    private Comparable<?> literalFor(Field field, Token literal) {
        String text = literal.text();
        if (field.type().isTemporal()) {
            // A date has no zone: its day is compared as it stands.
            return Times.epochSecond(text, field.type() == FieldType.DATE ? ZoneOffset.UTC : zone);
        }
        if (field.type().isNumeric()) {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException notANumber) {
                return null;
            }
        }
        if (field.type() == FieldType.BOOLEAN) {
            return Boolean.valueOf(text);
        }
        return literal.kind() == Kind.STRING ? text : null;
    }

    private Field field() {
        if (RESERVED.contains(clause.peek().text().toLowerCase(Locale.ROOT))) {
            throw clause.unexpected();
        }
        String name = clause.next(Kind.NAME);
        if (clause.peek().is("(")) {
            throw Clause.invalid("Unknown function: " + name.toLowerCase(Locale.ROOT), WHERE);
        }
        return schema.require(name, WHERE);
    }
}
