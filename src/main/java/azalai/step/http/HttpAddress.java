package azalai.step.http;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An address that is asked.
 *
 * @param base without its query
 * @param query the query as it is sent, encoded; empty if there is none
 */
record HttpAddress(String base, String query) {
    /** Reads an address as people or an API write it; what follows {@code #} is for browsers. */
    static HttpAddress of(String url) {
        String address = url.strip().replaceFirst("(?s)#.*", "");
        int mark = address.indexOf('?');
        return mark < 0
                ? new HttpAddress(address, "")
                : new HttpAddress(address.substring(0, mark), address.substring(mark + 1));
    }

    /** The same with a parameter, in the place of one of its name. */
    HttpAddress with(String name, String value) {
        List<String> parts = new ArrayList<>();
        for (String part : query.split("&")) {
            if (!part.isEmpty()
                    && !URLDecoder.decode(part.replaceFirst("=.*", ""), StandardCharsets.UTF_8)
                            .equals(name)) {
                parts.add(part);
            }
        }
        parts.add(encoded(name) + "=" + encoded(value));
        return new HttpAddress(base, String.join("&", parts));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Where a link in this one's answer leads. @throws IllegalArgumentException if it is none */
    HttpAddress resolve(String link) {
        // Many APIs write characters into a link that a URI may not hold.
        String written = link.strip()
                .replace(" ", "%20")
                .replace("|", "%7C")
                .replace("[", "%5B")
                .replace("]", "%5D");
        return of(URI.create(base).resolve(written).toString());
    }

    /** Whether both are on the same server: what is secret may be sent to both. */
    boolean sameServer(HttpAddress other) {
        URI one = URI.create(base);
        URI two = URI.create(other.base);
        return one.getScheme().equalsIgnoreCase(two.getScheme())
                && one.getRawAuthority().equalsIgnoreCase(two.getRawAuthority());
    }

    /** For sentences: neither a query nor a password may be shown. */
    String shown() {
        return base.replaceFirst("//[^/@]*@", "//");
    }
}
