package azalai.embedded;

import java.time.Duration;
import java.util.Map;

/** The sample API, in this JVM. */
final class SampleServer implements Server {
    private final Options options;
    private final Ports ports;

    SampleServer(Options options, Ports ports) {
        this.options = options;
        this.ports = ports;
    }

    @Override
    public String name() {
        return "Sample API";
    }

    @Override
    public Map<String, String> start() throws Exception {
        int port = ports.port("sample");
        throw new ServiceFailure("The sample API of " + options.data() + " is not there yet (port " + port + ").");
    }

    @Override
    public void stop(Duration atMost) {
        // nothing yet
    }
}
