package azalai.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class KafkaExitsTest {
    @AfterEach
    void reset() {
        Exit.resetExitProcedure();
        Exit.resetHaltProcedure();
    }

    @Test
    void a_silent_halt_is_reported_with_the_last_error_logged(@TempDir Path folder) throws Exception {
        CompletableFuture<ServiceFailure> reported = new CompletableFuture<>();
        KafkaExits.reportTo(reported::complete, ServicesLog.to(folder.resolve("services.log")));
        LoggerFactory.getLogger("kafka").error("Cannot append", new IOException("No space left on device"));
        LoggerFactory.getLogger("kafka").error("Shutdown broker because all log dirs have failed");

        Thread fault = new Thread(() -> Exit.halt(1));
        fault.setDaemon(true);
        fault.start();

        assertThat(reported).succeedsWithin(Duration.ofSeconds(10)).satisfies(failure -> assertThat(failure)
                .hasMessage(
                        "Kafka gave up: Shutdown broker because all log dirs have failed: No space left on device"));
        assertThat(fault.isAlive())
                .as("Kafka counts on an exit that does not return")
                .isTrue();
    }
}
