package azalai.step.recalls;

import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.PageStep;
import azalai.step.clean.Days;
import azalai.step.clean.Gtin;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads products from the prose form of an identification, {@code GTIN lot label dd/mm/yyyy} or {@code … label entre le
 * dd/mm/yyyy et le dd/mm/yyyy} one after another, where that is unambiguous. Nothing parts GTIN, lot and products but
 * spaces, so a text that could be read in two ways is not read: null, counted as {@code unread.<into>}. The text stays.
 */
public final class ReadIdentificationText extends PageStep {
    private static final String DAY = "(\\d{2}/\\d{2}/\\d{4})";
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{8,}");
    private static final ZoneId ANY_ZONE = ZoneId.of("UTC");

    private String field;
    private String into;
    private Pattern labelled;

    /** The field with the text. */
    public void setField(String field) {
        this.field = field;
    }

    /** The field for the products. */
    public void setInto(String into) {
        this.into = into;
    }

    /** The labels, whole, comma-separated; case does not matter. */
    public void setLabels(String labels) {
        String any = Fields.list(labels).stream().map(Pattern::quote).collect(Collectors.joining("|"));
        labelled = Pattern.compile(
                "(?<!\\S)(" + any + ") (?:" + DAY + "|entre le " + DAY + " et le " + DAY + ")(?!\\S)",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            Object text = record.get(field);
            List<Product> products = text instanceof String string ? products(string.strip()) : List.of();
            record.put(
                    into,
                    products.isEmpty()
                            ? null
                            : products.stream().map(Product::toMap).toList());
            if (text != null && products.isEmpty()) {
                counts.add("unread." + into, 1);
            }
        }
    }

    /** The products of the whole text; none if it cannot be read to its end. */
    private List<Product> products(String text) {
        List<Product> products = new ArrayList<>();
        Matcher matcher = labelled.matcher(text);
        int end = 0;
        while (matcher.find()) {
            String head = text.substring(end, matcher.start()).strip();
            Product product = head.isEmpty() && matcher.start() > 0 ? null : labelled(head, matcher);
            if (product == null) {
                return List.of();
            }
            products.add(product);
            end = matcher.end();
        }
        if (end < text.length()) {
            // A product without label has no end, so it can only be the one there is
            return end == 0 && Gtin.of(firstWord(text)).isPresent() && !severalNumbers(text)
                    ? List.of(product(text, null, null, null))
                    : List.of();
        }
        return products;
    }

    private static Product labelled(String head, Matcher match) {
        String from = match.group(2) == null ? match.group(3) : match.group(2);
        boolean dated = isDay(from) && (match.group(4) == null || isDay(match.group(4)));
        return dated && !ambiguous(head) ? product(head, match.group(1), from, match.group(4)) : null;
    }

    /**
     * A long number that is no GTIN may be GTIN or lot; two spaces may part a product without label from one without GTIN;
     * a second number as long as a GTIN may begin another product.
     */
    private static boolean ambiguous(String head) {
        String first = firstWord(head);
        boolean alone = first.length() == head.length();
        boolean unclear = !alone && LONG_NUMBER.matcher(first).matches() && !Gtin.isCode(first);
        return unclear || head.contains("  ") || severalNumbers(head);
    }

    private static boolean severalNumbers(String text) {
        return LONG_NUMBER
                .matcher(text)
                .results()
                .skip(1)
                .anyMatch(number -> number.group().length() >= 12);
    }

    private static Product product(String head, String label, String from, String to) {
        String first = firstWord(head);
        boolean code = Gtin.isCode(first);
        String lot = code ? head.substring(first.length()).strip() : head;
        return Product.of(
                code ? first : null,
                lot.isEmpty() ? null : lot,
                label,
                from == null ? null : Days.day(from, ANY_ZONE).orElseThrow(),
                to == null ? null : Days.day(to, ANY_ZONE).orElseThrow());
    }

    private static String firstWord(String text) {
        int space = 0;
        while (space < text.length() && !Character.isWhitespace(text.charAt(space))) {
            space++;
        }
        return text.substring(0, space);
    }

    private static boolean isDay(String text) {
        return Days.day(text, ANY_ZONE).isPresent();
    }
}
