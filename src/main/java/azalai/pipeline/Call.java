package azalai.pipeline;

import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.util.URISupport;

/**
 * What a step of a route calls.
 *
 * @param address the endpoint without options, as in {@code direct:recalls-clean}
 * @param options its options, by name
 */
public record Call(String address, Map<String, String> options) {
    private static final String KAMELET = "kamelet:";

    /** Reads an endpoint, its placeholders filled. @throws RuntimeException if one cannot be, or the options cannot be read */
    public static Call of(CamelContext context, String uri) {
        String resolved = context.resolvePropertyPlaceholders(uri);
        Map<String, String> options = new TreeMap<>();
        int query = resolved.indexOf('?');
        if (query >= 0) {
            try {
                URISupport.parseQuery(resolved.substring(query + 1))
                        .forEach((name, value) -> options.put(name, String.valueOf(value)));
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("its options cannot be read: " + e.getReason(), e);
            }
        }
        return new Call(address(resolved), options);
    }

    /** The endpoint alone, written one way. */
    public static String address(String uri) {
        return uri.replaceFirst("(?s)[?].*", "").replaceFirst("://", ":");
    }

    /** The kamelet's name, if it calls one. */
    public Optional<String> kamelet() {
        return address.startsWith(KAMELET)
                ? Optional.of(address.substring(KAMELET.length()).replaceFirst("/.*", ""))
                : Optional.empty();
    }
}
