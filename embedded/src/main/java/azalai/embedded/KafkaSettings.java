package azalai.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The settings of a broker that is alone, on loopback, and shares two cores with everything else. */
final class KafkaSettings {
    static final String CONTROLLER = "CONTROLLER";
    static final int NODE = 1;

    /** Records of 8 MB (contracts) and what a batch puts around them. */
    private static final int LARGEST_BATCH = 10 << 20;

    private KafkaSettings() {}

    /**
     * @param folder the log folder
     * @param port where clients connect
     * @param controllerPort where the broker finds its controller, in the same JVM
     */
    static Map<String, String> of(Path folder, int port, int controllerPort) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE));
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        // Said, not looked up: a host whose own name does not resolve would fail here.
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", folder.toString());

        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", String.valueOf(LARGEST_BATCH));
        settings.put("replica.fetch.max.bytes", String.valueOf(LARGEST_BATCH));

        // No other broker has a copy, so a power cut takes what is not on the disk yet: a second and a half at most,
        // instead of the half minute that an operating system takes. At every message it would cost too much.
        settings.put("log.flush.interval.ms", "1000");
        settings.put("log.flush.scheduler.interval.ms", "500");

        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");

        // After a kill -9 the controller waits until the dead broker's session is over: 3 s instead of 9.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "1000");

        // One user's broker: fewer threads and a smaller cleaner buffer (default 128 MB) than a server room's.
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "4");
        settings.put("metadata.log.segment.bytes", "16777216");
        return settings;
    }
}
