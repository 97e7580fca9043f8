package azalai.page;

import azalai.error.StepFailure;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** The page in a body: a list of records as field-to-value maps. */
public final class Page {
    private static final int SHOWN = 40;

    private Page() {}

    /** The page of an exchange. @throws StepFailure saying what is there instead */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof List<?> list) {
            for (Object record : list) {
                if (!(record instanceof Map)) {
                    throw wrong("a list of something else, first " + shown(record));
                }
            }
            return (List<Map<String, Object>>) list;
        }
        throw wrong(shown(body));
    }

    private static StepFailure wrong(String got) {
        return new StepFailure(
                "needs a page, which is a list of records, and got %s: look at the steps before it.".formatted(got));
    }

    private static String shown(Object body) {
        if (body == null) {
            return "nothing";
        }
        if (body instanceof Iterator || body instanceof InputStream) {
            return "a stream of pages or of text, which a split step with streaming: true takes apart";
        }
        if (body instanceof Map) {
            return "a single record";
        }
        if (body instanceof CharSequence text) {
            String line = text.toString().strip().replaceAll("\\s+", " ");
            return "the text '%s'".formatted(line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line);
        }
        if (body instanceof Number || body instanceof Boolean) {
            return "the value " + body;
        }
        return body instanceof List ? "a list" : body instanceof byte[] ? "bytes" : "an object of Java";
    }
}
