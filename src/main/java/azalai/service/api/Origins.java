package azalai.service.api;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a browser's request comes from. A browser sends the login along with whatever a foreign page asks of us, and a
 * name that points to the loopback makes a foreign page look like ours: both are told by the headers {@code Host},
 * {@code Origin} and {@code Sec-Fetch-Site}, which no page can forge.
 */
final class Origins {
    private static final Logger LOG = LoggerFactory.getLogger(Origins.class);
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");

    private final Set<String> names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
    private final boolean anyAddress;

    /** What may be asked for, of a server bound to this host. */
    Origins(String bound) {
        String host = bound.toLowerCase(Locale.ROOT);
        anyAddress = host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
        names.add(host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host);
        if (anyAddress) {
            addOwnName();
        }
    }

    /** Why a request is refused, in one sentence; empty if it is not. */
    Optional<String> refusal(String method, HttpFields headers) {
        String host = headers.get(HttpHeader.HOST);
        if (host == null || !allowed(host)) {
            return Optional.of("This server does not go by the name '%s': use one of %s."
                    .formatted(host, String.join(", ", names)));
        }
        if (SAFE.contains(method)) {
            return Optional.empty();
        }
        String origin = headers.get(HttpHeader.ORIGIN);
        String site = headers.get("Sec-Fetch-Site");
        boolean foreign = origin == null
                ? site != null && !site.equals("same-origin") && !site.equals("none")
                : !authority(origin).equalsIgnoreCase(host);
        return foreign
                ? Optional.of("A page of another site (%s) may not change anything here."
                        .formatted(origin == null ? site : origin))
                : Optional.empty();
    }

    /** Every address is ours when the server listens on all of them: a name could be anybody's, an address cannot. */
    private boolean allowed(String host) {
        String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
        return names.contains(name) || anyAddress && ADDRESS.matcher(name).matches();
    }

    private static String authority(String origin) {
        int start = origin.indexOf("://");
        return start < 0 ? "" : origin.substring(start + 3);
    }

    private void addOwnName() {
        try {
            names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
        } catch (UnknownHostException e) {
            LOG.info("This machine has no name of its own; ask for it by its address", e);
        }
    }
}
