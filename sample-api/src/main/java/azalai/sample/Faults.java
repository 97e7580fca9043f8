package azalai.sample;

import com.sun.net.httpserver.HttpExchange;
import java.util.ArrayList;
import java.util.List;

/** The faults waiting for their requests, and the requests that hang. */
final class Faults {
    /** A fault and how often it is still to be skipped and to happen. */
    private static final class Waiting {
        private final Fault fault;
        private int skip;
        private int times;

        Waiting(Fault fault) {
            this.fault = fault;
            this.skip = fault.skip() == null ? 0 : fault.skip();
            this.times = fault.times() == null ? 1 : fault.times();
        }
    }

    private final List<Waiting> waiting = new ArrayList<>();
    private final List<HttpExchange> hanging = new ArrayList<>();

    /** Adds a fault behind those that wait; {@code none} clears all and ends the requests that hang. */
    synchronized void add(Fault fault) {
        if (fault.is("none")) {
            waiting.clear();
            hanging.forEach(HttpExchange::close);
            hanging.clear();
        } else {
            waiting.add(new Waiting(fault));
        }
    }

    /** The fault that this request is to suffer, or null. */
    synchronized Fault take(String path) {
        for (Waiting next : waiting) {
            if (next.fault.path() != null && !path.contains(next.fault.path())) {
                continue;
            }
            if (next.skip > 0) {
                next.skip--;
                continue;
            }
            if (--next.times <= 0) {
                waiting.remove(next);
            }
            return next.fault;
        }
        return null;
    }

    synchronized void hang(HttpExchange exchange) {
        hanging.add(exchange);
    }
}
