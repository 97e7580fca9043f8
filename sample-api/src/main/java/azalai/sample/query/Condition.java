package azalai.sample.query;

import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A parsed {@code where}. */
public sealed interface Condition {
    /** Holds for every record. */
    Condition ALL = new All();

    /** Whether the record fulfils it. */
    boolean test(Row row);

    /** No record published outside of it fulfils the condition. */
    default Range range() {
        return Range.ALL;
    }

    /** Whether the condition says nothing beyond its {@link #range}. */
    default boolean isRangeOnly() {
        return false;
    }

    /** Parses the clause; null or blank text gives {@link #ALL}. Date literals without a zone are in the given one. */
    static Condition parse(String text, Schema schema, ZoneId zone) {
        return text == null || text.isBlank() ? ALL : new WhereParser(text, schema, zone).parse();
    }

    record All() implements Condition {
        @Override
        public boolean test(Row row) {
            return true;
        }

        @Override
        public boolean isRangeOnly() {
            return true;
        }
    }

    record And(Condition left, Condition right) implements Condition {
        @Override
        public boolean test(Row row) {
            return left.test(row) && right.test(row);
        }

        @Override
        public Range range() {
            return left.range().and(right.range());
        }

        @Override
        public boolean isRangeOnly() {
            return left.isRangeOnly() && right.isRangeOnly();
        }
    }

    record Or(Condition left, Condition right) implements Condition {
        @Override
        public boolean test(Row row) {
            return left.test(row) || right.test(row);
        }

        @Override
        public Range range() {
            return left.range().or(right.range());
        }
    }

    record Not(Condition inner) implements Condition {
        @Override
        public boolean test(Row row) {
            return !inner.test(row);
        }
    }

    /** A field beside a literal; {@code seeks} if the field is the dataset's publication date. */
    record Compare(Field field, Operator operator, Comparable<?> literal, boolean seeks) implements Condition {
        @Override
        public boolean test(Row row) {
            Object value = row.value(field);
            if (value instanceof List<?> list && operator == Operator.EQUAL) {
                return list.stream().anyMatch(part -> Values.text(part).equals(literal));
            }
            Comparable<?> left = Values.comparable(field, value);
            if (left == null) {
                return operator == Operator.NOT_EQUAL;
            }
            return operator.holds(Values.compare(left, literal));
        }

        @Override
        public Range range() {
            return seeks ? operator.range((Long) literal) : Range.ALL;
        }

        @Override
        public boolean isRangeOnly() {
            return seeks && operator != Operator.NOT_EQUAL;
        }
    }

    record IsNull(Field field) implements Condition {
        @Override
        public boolean test(Row row) {
            return row.value(field) == null;
        }
    }

    /** {@code like}: contains the text; with {@code *} as any characters. */
    record Like(Field field, Pattern pattern) implements Condition {
        static Like of(Field field, String text) {
            String[] parts = text.split("\\*", -1);
            String regex = String.join(
                    ".*", List.of(parts).stream().map(Pattern::quote).toList());
            int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;
            return new Like(field, Pattern.compile(regex, flags));
        }

        @Override
        public boolean test(Row row) {
            Object value = row.value(field);
            return value != null && pattern.matcher(Values.text(value)).find();
        }
    }

    /** A literal alone: some text field contains it. */
    record Search(List<Field> fields, String text) implements Condition {
        @Override
        public boolean test(Row row) {
            String wanted = text.toLowerCase(Locale.ROOT);
            for (Field field : fields) {
                Object value = row.value(field);
                if (value != null && Values.text(value).toLowerCase(Locale.ROOT).contains(wanted)) {
                    return true;
                }
            }
            return false;
        }
    }
}
