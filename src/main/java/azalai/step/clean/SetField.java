package azalai.step.clean;

import azalai.page.Page;
import azalai.page.Paths;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Gives every record of a page a field: a text with other fields in it, or the value of a header of the message. */
public final class SetField implements Processor {
    private static final Pattern NAME = Pattern.compile("\\{([^{}]+)}");

    private String field;
    private String value = "";
    private String header = "";

    /** The field. */
    public void setField(String field) {
        this.field = field;
    }

    /** The text, in which {@code {name}} is the value of another field; empty = null. */
    public void setValue(String value) {
        this.value = value;
    }

    /** The header, or else property, of the exchange whose value it gets; empty = the text. */
    public void setHeader(String header) {
        this.header = header;
    }

    @Override
    public void process(Exchange exchange) {
        Object found = header.isEmpty() ? null : exchange.getMessage().getHeader(header);
        Object given = found == null && !header.isEmpty() ? exchange.getProperty(header) : found;
        for (Map<String, Object> record : Page.of(exchange)) {
            record.put(field, header.isEmpty() ? text(record) : given);
        }
    }

    private String text(Map<String, Object> record) {
        Matcher names = NAME.matcher(value);
        StringBuilder text = new StringBuilder();
        while (names.find()) {
            Object other = Paths.get(record, names.group(1).strip());
            names.appendReplacement(text, Matcher.quoteReplacement(other == null ? "" : RetypeFields.json(other)));
        }
        names.appendTail(text);
        return text.isEmpty() ? null : text.toString();
    }
}
