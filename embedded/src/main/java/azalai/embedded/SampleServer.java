package azalai.embedded;

import azalai.sample.SampleApi;
import azalai.sample.SampleOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** The sample API, in this JVM. */
final class SampleServer implements Server {
    private final Options options;
    private final Ports ports;
    private SampleApi api;

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
        SampleOptions world = new SampleOptions(
                options.sampleCount(), options.sampleDate(), options.sampleFile(), options.sampleDataset());
        try {
            api = SampleApi.start(ports.port("sample"), world);
        } catch (IOException | IllegalArgumentException e) {
            throw new ServiceFailure(e.getMessage(), e); // it speaks in sentences
        }
        Map<String, String> addresses = new TreeMap<>(api.addresses());
        addresses.put("SAMPLE_CONTROL_TOKEN", api.controlToken());
        return addresses;
    }

    @Override
    public void stop(Duration atMost) {
        if (api != null) {
            api.close();
        }
    }
}
