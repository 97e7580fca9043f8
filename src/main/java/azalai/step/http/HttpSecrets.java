package azalai.step.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;

/** Settings that a header or a query names in single braces, {@code {shop.token}}: read when a request is made, and never shown. */
final class HttpSecrets {
    private static final Pattern NAME = Pattern.compile("\\{([A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+)}");
    private static final String HIDDEN = "***";
    /** A shorter one would be found in many a harmless word. */
    private static final int SHORTEST = 4;

    private final CamelContext context;
    private final Map<String, Boolean> values = new ConcurrentHashMap<>();

    HttpSecrets(CamelContext context) {
        this.context = context;
    }

    /** The text with the settings it names filled in. */
    String fill(String text) {
        Matcher names = NAME.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (names.find()) {
            String value = context.resolvePropertyPlaceholders("{{" + names.group(1) + "}}");
            if (value.length() >= SHORTEST) {
                values.put(value, true);
            }
            names.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return names.appendTail(filled).toString();
    }

    /** Whether one stands in a text. */
    boolean in(String text) {
        return text != null && values.keySet().stream().anyMatch(text::contains);
    }

    /** The text without them. */
    String hide(String text) {
        String hidden = text;
        for (String value : values.keySet()) {
            hidden = hidden == null ? null : hidden.replace(value, HIDDEN);
        }
        return hidden;
    }
}
