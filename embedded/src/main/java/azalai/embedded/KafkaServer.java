package azalai.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** The Kafka broker, with its controller, in this JVM. */
final class KafkaServer implements Server {
    private final Path folder;
    private final Ports ports;
    private final CompletableFuture<Void> up = new CompletableFuture<>();
    private final CompletableFuture<ServiceFailure> fault = new CompletableFuture<>();
    private volatile KafkaRaftServer broker;

    /** @param report told when the broker gives up after it has started */
    KafkaServer(Path folder, Ports ports, ServicesLog log, Consumer<ServiceFailure> report) {
        this.folder = folder;
        this.ports = ports;
        fault.thenAccept(failure -> {
            up.completeExceptionally(failure);
            report.accept(failure);
        });
        KafkaExits.reportTo(fault::complete, log);
    }

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public Map<String, String> start() throws Exception {
        KafkaFolder.prepare(folder);
        int port = ports.port("kafka");
        Properties settings = new Properties();
        settings.putAll(KafkaSettings.of(folder, port, ports.port("kafka.controller")));
        // On a thread of its own: after a fault it never comes back.
        inBackground("kafka-start", () -> {
            try {
                broker = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
                broker.startup();
                up.complete(null);
            } catch (Throwable e) {
                up.completeExceptionally(e);
            }
        });
        try {
            up.get();
        } catch (ExecutionException e) {
            throw ServiceFailure.of("Kafka did not start in " + folder, e);
        }
        return Map.of("KAFKA_BROKERS", "127.0.0.1:" + port);
    }

    /** Does nothing after a fault: Kafka wanted to be halted, its locks are as they are. */
    @Override
    public void stop(Duration atMost) throws Exception {
        if (broker != null && !fault.isDone()) {
            inBackground("kafka-stop", broker::shutdown).join(atMost.toMillis());
        }
    }

    private static Thread inBackground(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true); // one that hangs must not keep the JVM
        thread.start();
        return thread;
    }
}
