package azalai.embedded;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;

/**
 * Kafka's fault handlers end the JVM they live in, and say why to the log only. Here they report a sentence instead and
 * the JVM is ended in order: PostgreSQL lives in it, too.
 */
final class KafkaExits {
    private KafkaExits() {}

    /** @param report called from Kafka's threads, with what to tell the user */
    static void reportTo(Consumer<ServiceFailure> report, ServicesLog log) {
        Exit.Procedure procedure = (status, message) -> {
            String why = message != null ? message : log.lastError();
            report.accept(new ServiceFailure("Kafka gave up" + (why == null ? "" : ": " + why)));
            park();
        };
        Exit.setExitProcedure(procedure);
        Exit.setHaltProcedure(procedure);
    }

    /** Kafka's code counts on an exit that does not return; the JVM ends while this thread stands here. */
    private static void park() {
        boolean interrupted = false;
        while (!interrupted) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        Thread.currentThread().interrupt();
    }
}
